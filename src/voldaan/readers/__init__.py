"""File bytes in; plain facts and problems out.

In comes a seekable stream of bytes and the file's name; out comes a ``ReadFile``: bank
statements, invoices, and everything that is wrong, as ``Problem`` values. Amounts are exact
cents and never repaired; a balance that does not add up is a warning. One bad line is left
out and named, and never hides the others. A file that is not what it seems gives one
problem, in bounded time and memory.

``read`` is the front door: it looks at the content, never at the name alone, and asks the
readers in turn. Each format is one module with ``recognises(head)`` and
``read(source, name)``; those of banks live in ``bank``, those of invoices in ``invoices``.
What is refused at the door stands in ``refusals``; ZIP files in ``archive``, mails in
``mail``, what they hold put together in ``members``; sheets of a workbook in ``workbook``;
the words of a problem in ``problems``; what the command line prints in ``as_json``.

This room opens no file, asks no network, knows no clock and keeps nothing.
Read ``shapes`` first, then ``read``.
"""
