"""What deciding needs beside the open items: who is due, how to reach them, own ladders."""
