"""The way to a chat-completions endpoint: requests out, replies or typed faults back, nothing about contracts."""
