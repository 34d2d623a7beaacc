"""What exists while someone is connected: connections, audiences, the node's copies of house and logs, its lease."""
