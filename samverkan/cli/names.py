"""What the program is called, and the variable by which a shell asks how what is typed may go on."""

NAME = "samverkan"
COMPLETION_VARIABLE = "_SAMVERKAN_COMPLETE"
