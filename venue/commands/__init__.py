"""What people can do: one file per capability, and the MENU of them all.

A handler decides with the rules of `model`, changes the store with one script, and returns the receipt's content. It
raises `Refusal` when the command is not to be done; everything else that it raises is a bug.
"""
