"""Reads tables (CSV with any delimiter, xlsx, parquet) as records, a row each.  Never types a cell."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from jobmarket.catalog.sources import Input, Source
from jobmarket.errors import ReadError
from jobmarket.readers.fields import Context, Record, Unreadable
from jobmarket.readers.postings import read_records
from jobmarket.records import Reading

csv.field_size_limit(100_000_000)  # one cell may hold a whole ad; the default stops at 131,072 characters
_LARGEST_SHEET = 1_000_000_000  # bytes an xlsx may unpack to: a bound against bombs


def decoded(data: bytes, options: Mapping[str, Any]) -> tuple[str, list[Unreadable]]:
    """Bytes as text, and what could not be read as text (shown as U+FFFD, never dropped).

    Option ``encoding`` (default UTF-8, a byte-order mark is skipped).
    """
    encoding = options.get("encoding", "utf-8-sig")
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError as error:
        told = Unreadable(f"byte {error.start}", f"bytes that are not {encoding}: shown as U+FFFD")
        return data.decode(encoding, "replace"), [told]


def csv_rows(data: bytes, options: Mapping[str, Any]) -> Iterator[Record | Unreadable]:
    """The rows of a CSV file; a row with too many or too few cells is unreadable.

    Options ``delimiter`` (default comma) and ``encoding``.
    """
    text, troubles = decoded(data, options)
    yield from troubles
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=options.get("delimiter", ","))
    header: list[str] | None = None
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(f"row {number}", f"no CSV ({error})")
            continue
        if not row:
            continue
        if header is None:
            header = row
        elif len(row) != len(header):
            yield Unreadable(f"row {number}", f"{len(row)} cells where the header has {len(header)}")
        else:
            yield Record(f"row {number}", dict(zip(header, row, strict=True)))


def _cells(data: bytes, options: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet as openpyxl reads them."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _LARGEST_SHEET:
            raise ReadError(f"an xlsx of more than {_LARGEST_SHEET:,} bytes")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheet = book[options["sheet"]] if "sheet" in options else book.worksheets[0]
        yield from sheet.iter_rows(values_only=True)
    finally:
        book.close()


def xlsx_rows(data: bytes, options: Mapping[str, Any]) -> Iterator[Record | Unreadable]:
    """The rows of a sheet (option ``sheet``, else the first).

    Raises:
        ReadError: no xlsx, no such sheet, or one that unpacks to too much.
    """
    header: list[str] | None = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles it cannot show: cells do not change
        try:
            for number, row in enumerate(_cells(data, options), start=1):
                if header is None:
                    header = ["" if cell is None else str(cell) for cell in row]
                elif any(cell is not None for cell in row):
                    yield Record(f"row {number}", dict(zip(header, row, strict=False)))
        except ReadError:
            raise
        except Exception as error:  # a corrupt file may fail anywhere inside zip, XML and openpyxl
            raise ReadError(f"no xlsx ({type(error).__name__}: {str(error)[:80]})") from error


def _batch_rows(batch: pa.RecordBatch, number: int) -> Iterator[Record | Unreadable]:
    """The rows of a batch, counted on from ``number``.

    A file may hold what its column's type cannot mean (a date in the year 200,000, text that is no UTF-8): that
    row is unreadable, and the others are not.
    """
    try:
        whole = batch.to_pylist()
    except (ValueError, OverflowError, pa.ArrowException):
        whole = []
    yield from (Record(f"row {number + place}", row) for place, row in enumerate(whole, start=1))
    for place in range(len(whole), batch.num_rows):
        where = f"row {number + place + 1}"
        try:
            cells = [column[place].as_py() for column in batch.columns]
            yield Record(where, dict(zip(batch.schema.names, cells, strict=True)))
        except (ValueError, OverflowError, pa.ArrowException) as error:
            yield Unreadable(where, f"a cell that is none of its column ({str(error)[:80]})")


def parquet_rows(data: bytes, options: Mapping[str, Any]) -> Iterator[Record | Unreadable]:
    """The rows of a Parquet file.

    Raises:
        ReadError: no Parquet.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        number = 0
        for batch in file.iter_batches(batch_size=5_000):
            yield from _batch_rows(batch, number)
            number += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise ReadError(f"no Parquet ({error})") from error


def rows(data: bytes, options: Mapping[str, Any]) -> Iterator[Record | Unreadable]:
    """The rows of a table, told apart by its first bytes."""
    kinds: dict[bytes, Callable[[bytes, Mapping[str, Any]], Iterator[Record | Unreadable]]] = {
        b"PK\x03\x04": xlsx_rows,
        b"PAR1": parquet_rows,
    }
    return kinds.get(data[:4], csv_rows)(data, options)


def read(source: Source, entry: Input, context: Context, data: bytes) -> Reading:
    """Postings of a table, all fields by the source's rules.

    Raises:
        ReadError: the file is no table.
    """
    return read_records(source, entry, context, rows(data, entry.options))
