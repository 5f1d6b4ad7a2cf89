"""Runs a command on a terminal and prints what it shows, with <CR> and <ESC>."""
import os
import pty
import sys

child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
shown = b""
try:
    while more := os.read(terminal, 65536):
        shown += more
except OSError:  # the command has ended
    pass
os.waitpid(child, 0)
sys.stdout.write(shown.decode().replace("\r\n", "\n").replace("\r", "\n<CR>").replace("\033", "<ESC>"))
