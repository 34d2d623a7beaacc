"""The rules of the house. Pure: no await, no Redis, no Starlette, no clock (time is an argument)."""
