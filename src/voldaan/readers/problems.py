"""The closed catalogue of what can be wrong with a file, and the English sentence of each.

Codes are permanent: the record and other languages hold on to them. A sentence says what
was expected and what was found; its placeholders are the facts of the problem.
"""

from collections.abc import Mapping
from types import MappingProxyType

from voldaan.readers.shapes import Problem

#: Code → sentence. Add, never rename: the wording room holds the same codes in Dutch.
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # the file as a whole
        "file.empty": "the file is empty; expected a bank file or an invoice",
        "file.too_large": "the file has {found} bytes; at most {most} are read",
        "file.picture": "this is a picture ({found}); expected a bank file or an invoice",
        "file.pdf": "the PDF holds no e-invoice; expected one inside it (Factur-X, "
        "ZUGFeRD), or the invoice as XML: a PDF for people only is not read",
        "pdf.broken": "the PDF is damaged ({found}); expected one that a viewer opens",
        "pdf.too_much": "the PDF has more or larger parts than an invoice needs; expected "
        "the e-invoice (XML) itself",
        "file.office": "this is an Office document ({found}); expected a bank file, an XML "
        "invoice, a CSV or a workbook (XLSX), so export it as one of these",
        "file.encrypted": "the file is encrypted or password-protected; expected it without",
        "file.program": "this is a program ({found}); expected a bank file or an invoice",
        "file.archive": "this is a packed file ({found}); expected ZIP or the file itself",
        "file.binary": "the file is not text ({found}); expected a bank file or an invoice",
        "file.unknown": "the file is of no known kind; expected CAMT, MT940, a CSV of a "
        "Dutch bank, a UBL invoice or a list of open invoices; it begins with {found!r}",
        "file.later": "this is {found}, which is not read yet; expected {expected}",
        "file.unreadable": "the file cannot be read: {found}",
        "file.line_too_long": "a line has more than {most} characters; expected shorter lines",
        "file.too_many_lines": "there are more than {most} bank lines; expected fewer: "
        "export a shorter period",
        "file.too_many_text_lines": "there are more than {most} lines of text; expected fewer",
        "file.too_many_problems": "{more} more problems were found in this file",
        "file.foreign_text": "the text is {found} and larger than {most} bytes; "
        "expected UTF-8 or Windows-1252",
        # archives
        "mail.broken": "the mail cannot be taken apart ({found}); expected it as sent",
        "mail.no_attachment": "the mail has no attachment; expected a bank file or an "
        "invoice in it",
        "mail.too_many_parts": "the mail has more than {most} parts inside each other",
        "zip.broken": "the ZIP file is damaged: {found}",
        "zip.too_many": "the ZIP file has {found} members; at most {most} are read",
        "zip.too_large": "the ZIP file unpacks to more than {most} bytes",
        "zip.bomb": "the ZIP file unpacks to over {most} times its size, which no bank does",
        "zip.nested": "the ZIP file holds another ZIP file; expected the files themselves",
        "zip.encrypted": "the ZIP member is encrypted; expected it without a password",
        "zip.nothing": "the ZIP file holds no files",
        # workbooks
        "workbook.broken": "the workbook is damaged ({found}); expected one that Excel opens",
        "workbook.too_large": "the workbook has parts of more than {most} bytes; expected "
        "the list alone",
        "workbook.too_many_cells": "the sheets have more than {most} cells; expected the list "
        "alone",
        "workbook.empty": "the workbook is empty; expected a sheet with a list of invoices",
        # XML
        "xml.has_doctype": "the XML has a document type; expected none, as it is not safe",
        "xml.has_entity": "the XML uses entities; expected none, as they are not safe",
        "xml.too_deep": "the XML nests deeper than {most} elements",
        "xml.too_large": "the XML has a part or a whole of more than {most} bytes",
        "xml.too_many_elements": "the XML has more than {most} elements",
        "xml.not_well_formed": "the XML is broken: {found}",
        "xml.unknown": "the XML is no bank statement or invoice that is read here; expected "
        "CAMT or UBL, found {found!r}",
        # what any bank file can have wrong
        "bank.no_account": "the statement names no account; expected an IBAN or a number",
        "bank.no_lines": "there is no bank line below the header; expected at least one",
        "bank.no_statement": "the file holds no statement; expected at least one",
        "bank.date_missing": "the line has no date; it is left out",
        "bank.date": "the date {found!r} does not exist; expected {expected}",
        "bank.date_derived": "{count} lines have no booking date; the {used} was taken",
        "bank.amount_missing": "the line has no amount; it is left out",
        "bank.amount": "the amount {found!r} cannot be read; expected {expected}",
        "bank.amount_fraction": "the amount {found} has more than two decimals; it is kept "
        "as it stands and never booked by itself",
        "bank.sign": "whether it is credit or debit says {found!r}; expected {expected}",
        "bank.line": "the line cannot be read; expected {expected}, found {found!r}",
        "bank.currency": "the line is in {found}; expected {expected}, the statement's own",
        "bank.balance": "the balance {found!r} cannot be read; expected {expected}",
        "bank.balance_sign": "the balance does not say credit or debit; credit was taken",
        "bank.balance_currency": "the balance is in {found}; expected {expected}, the "
        "statement's own, so it proves nothing",
        "bank.does_not_add_up": "the balances do not add up: {opening} with the lines gives "
        "{expected}, the file says {found}",
        "bank.balances_jump": "the balance after line {line} does not follow from the one "
        "beside it; expected {expected}, found {found}",
        "bank.batch_kept": "the parts of a batch sum to {found}, the entry says {expected}; "
        "it stands as one line",
        "bank.text_cut": "a text of more than {most} characters was cut",
        # e-invoices
        "invoice.attachment_unreadable": "the embedded PDF is not valid base64; it is left out",
        "xaf.version": "the audit file is of version {found}; expected 3.0 or later",
        "xaf.no_customers": "the audit file has no movement of a customer on a debtors' "
        "account; expected at least one",
        "xaf.side": "a line is neither debit nor credit; expected D or C, found {found!r}",
        "xaf.sums": "the file states {found} where its lines make {expected}",
        "xaf.not_tied": "{count} payments name no invoice; they were taken off the oldest",
        "invoice.no_cii_document": "the XML holds no invoice in CII; expected one",
        "invoice.no_ubl_document": "the XML holds no UBL invoice or credit note; expected one",
        "invoice.missing": "the element is missing; expected one with a value",
        "invoice.no_currency": "the currency is {found!r}; expected a code such as EUR",
        "invoice.other_currency": "the amount is in {found}; expected {expected}, the "
        "invoice's own",
        "invoice.not_an_amount": "the amount {found!r} cannot be read; expected digits with a "
        "point, as in 1210.50",
        "invoice.fraction_of_a_cent": "the amount {found} has more than two decimals; it is "
        "kept as it stands and never asked by itself",
        "invoice.not_a_day": "the date {found!r} does not exist; expected year-month-day",
        "invoice.not_an_iban": "the account {found!r} is no valid IBAN; it is kept as it "
        "stands",
        "invoice.does_not_add_up": "the totals do not add up; expected {expected}, found "
        "{found}",
        # lists of open invoices
        "open_list.no_columns": "no columns for an invoice number and an amount were found; "
        "expected names such as Factuurnummer and Openstaand, found {found!r}",
        "open_list.incomplete": "the profile names no column for the number or the amount",
        "open_list.other_columns": "the file has other columns than the profile; found "
        "{found!r}",
        "open_list.no_rows": "the list holds no rows; expected one for each invoice",
        "open_list.too_many_rows": "the list has more than {most} lines; expected fewer",
        "open_list.mixed_decimals": "some amounts have a decimal comma and others a point; "
        "expected one of both, so nothing is read",
        "open_list.unsure_decimals": "whether the mark in the amounts is for decimals or "
        "thousands cannot be seen; the decimal mark was taken to be {used!r}",
        "open_list.other_decimals": "the amounts have the decimal mark {found!r}; expected "
        "{expected!r}, as in the profile",
        "open_list.mixed_days": "some dates have the day first and others the month or year; "
        "expected one order, so these dates are left out",
        "open_list.unsure_days": "whether day or month comes first cannot be seen; the day was "
        "taken to be first",
        "open_list.other_days": "the dates are in the order {found}; expected {expected}, as "
        "in the profile",
        "open_list.no_number": "the row has no invoice number; it is left out",
        "open_list.no_amount": "the row has no amount; it is left out",
        "open_list.amount": "the amount {found!r} cannot be read; expected one like "
        "{expected}; the row is left out",
        "open_list.fraction": "the amount {found!r} has more than two decimals; the row is "
        "left out",
        "open_list.day": "the date {found!r} does not exist; expected one like {expected}; the "
        "row is left out",
        "open_list.currency": "the currency is {found!r}; expected a code such as EUR; the row "
        "is left out",
        "open_list.draft": "invoice {number} is a draft that was never sent; it is left out",
        "open_list.total_row": "this row sums the rows above; it is left out",
        "open_list.twice": "invoice {number} stands in the list before, with the same facts; "
        "it is taken once",
        "open_list.number_twice": "invoice {number} stands in the list before, with other "
        "facts; only the first is taken",
        # CSV
        "csv.columns": "the row has {found} columns; expected {expected}",
        "csv.stray_quote": "a quotation mark is missing or stands alone; it was skipped",
        "csv.missing_columns": "the column {expected} is missing",
    }
)


def sentence(problem: Problem) -> str:
    """Say a problem in English.

    >>> from voldaan.readers.shapes import facts
    >>> sentence(Problem("bank.date", "line 3", facts=facts(found="30-02", expected="a day")))
    "the date '30-02' does not exist; expected a day"

    Raises KeyError for a code outside :data:`SENTENCES` or a fact that it lacks.
    """
    return SENTENCES[problem.code].format(**problem.facts)
