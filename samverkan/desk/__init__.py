"""The workspace: a map in the browser, on this machine only, over the same store as the commands.

A screen is a plain function of a session and a request to an answer; it knows no socket, thread or path of a file.
"""
