"""What came of a file among many, and why a batch cannot run: BAT-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry
from rs_excel.domain.vocabulary import NoteLevel

BATCHES = {
    "BAT-001": Entry(
        "There is no such folder.",
        "Give the folder that holds the returned workbooks.",
    ),
    "BAT-002": Entry(
        "The results would lie among the returns: {out} is the folder itself, or "
        "holds it.",
        "Choose another folder with --out; one below the returns is passed over.",
    ),
    "BAT-003": Entry(
        "This folder is not empty, and no batch made it.",
        "Choose an empty or new folder with --out; nothing was written.",
    ),
    "BAT-004": Entry(
        "Another batch is writing into this folder.",
        "Wait until it is done, or choose another folder with --out.",
    ),
    "BAT-005": Entry(
        "The results of earlier runs cannot be read ({detail}).",
        "Move the file away or choose another folder with --out; then all files are "
        "checked anew.",
    ),
    "BAT-006": Entry(
        "No batch has left results here.",
        "Give the folder that `rs-excel batch` wrote into with --out.",
    ),
    "BAT-007": Entry(
        "The results of earlier runs were made by an earlier version: they are kept as "
        "{aside}, and every file was checked anew. Trends begin with this run.",
        "Keep that file if you want to ask it; nothing else reads it.",
        NoteLevel.INFO,
    ),
    "BAT-020": Entry(
        "A Dask cluster can only be used with dask.distributed, which is missing here.",
        "Install it: pip install 'rs-excel[dask]'. Or leave out --dask.",
    ),
    "BAT-021": Entry(
        "The Dask cluster cannot be reached: {detail}.",
        "Check the address of its scheduler, such as tcp://host:8786, and the network.",
    ),
    "BAT-022": Entry(
        "The cluster's worker {worker} has {theirs}; here is {ours}.",
        "Install the same rs-excel and durable-rules on every worker and start them "
        "anew. Results would else hang on who checked a file.",
    ),
    "BAT-023": Entry(
        "The Dask cluster has no workers, or they are gone: {detail}.",
        "See how the cluster is. What was checked so far is kept: run again.",
    ),
    "BAT-024": Entry(
        "A worker of the cluster hangs over {file} and cannot be replaced.",
        "Start the workers with a nanny, as dask worker does by itself.",
    ),
    "BAT-030": Entry(
        "This address needs a library that is missing here: {detail}.",
        "Install it: pip install 'rs-excel[remote]' and what it names, or copy the "
        "returns into a folder.",
    ),
    "BAT-031": Entry(
        "This is no address that can be used: {detail}.",
        "Write it as s3://bucket/folder, or copy the returns into a folder.",
    ),
    "BAT-032": Entry(
        "What lies at this address cannot be had: {detail}.",
        "Check the address, the network and that you may read there.",
    ),
    "BAT-033": Entry(
        "Only a folder can be watched, not an address.",
        "Leave out --watch and run the same command from time to time.",
    ),
    "BAT-040": Entry(
        "The list of suppliers cannot be used: {reason}.",
        "Give a workbook (.xlsx, .xlsb, .xls, .ods), or a .csv file in UTF-8, with a "
        "row a site.",
    ),
    "BAT-041": Entry(
        "The list of suppliers has no column for the supplier; found: {found}.",
        "Name a column Supplier; Site, Language, Contact and Email are read where "
        "they stand beside it.",
    ),
    "BAT-100": Entry(
        "Checked: {found}.",
        "Nothing is pressing. The copy shows what was found and what to ask next.",
    ),
    "BAT-101": Entry(
        "Red: {pillars}.",
        "Open the copy and begin with the gravest findings on its sheet Findings.",
    ),
    "BAT-102": Entry(
        "The sheet itself is in doubt ({count}): {first}",
        "Have the cells named in the notes put right before relying on the result.",
    ),
    "BAT-103": Entry(
        "{assessed} of {applicable} rules could be assessed; policy {policy} asks "
        "for {share}.",
        "Send it back for the missing answers; the Summary of the copy says which "
        "to ask first.",
    ),
    "BAT-104": Entry(
        "Rows of the questionnaire are missing.",
        "Ask for the answers in the questionnaire as it was sent.",
    ),
    "BAT-105": Entry(
        "It is on an older version of the questionnaire; questions added since count "
        "as not asked.",
        "Send the current questionnaire next time.",
    ),
    "BAT-106": Entry(
        "It is on another questionnaire; answers were read where its keys agree.",
        "Check it with the pack it was made with (--pack), or send ours.",
    ),
    "BAT-107": Entry(
        "It is the same file, byte for byte, as {first}, which stands for both.",
        "Nothing, unless two sites should have sent different ones: then ask.",
    ),
    "BAT-108": Entry(
        "It gives the same answers as {first}, which stands for both.",
        "Nothing: it was saved again, but no answer was changed.",
    ),
    "BAT-109": Entry(
        "It came as .xls, .xlsb or .ods: its copy is a new .xlsx with the answers as "
        "they were read.",
        "Keep the returned file, and ask for .xlsx next time.",
    ),
    "BAT-110": Entry(
        "The file was changed or taken away while the folder was being checked.",
        "Run again once nobody works on it.",
    ),
    "BAT-111": Entry(
        "The program that was checking the file ended without a word ({how}).",
        "Run again; if it happens again, please report it with the file if you may.",
    ),
    "BAT-112": Entry(
        "The file was not checked within {seconds} seconds.",
        "Open it in Excel, save it under a new name and run again; ask the sender "
        "where it comes from if it is unusually large.",
    ),
    "BAT-113": Entry(
        "Checking the file would take more memory than one file may have ({most} MB).",
        "Ask for the questionnaire without large pictures and data.",
    ),
    "BAT-114": Entry(
        "The folder cannot be looked into: {reason}.",
        "Ask for the right to read it; what lies in it was not checked.",
    ),
    "BAT-115": Entry(
        "The file could not be fetched. {detail}",
        "Run again; check that you may read it if it happens again.",
    ),
    "BAT-200": Entry("It is the only return of its site.", "", NoteLevel.INFO),
    "BAT-201": Entry(
        "It is the latest of {count} returns of its site, by {by}.", "", NoteLevel.INFO
    ),
    "BAT-202": Entry(
        "A later return of the site counts in its place: {later}.", "", NoteLevel.INFO
    ),
    "BAT-203": Entry(
        "Whether {others} is later cannot be told: {reason}. Until it can, this one "
        "counts, as its findings are the gravest.",
        "Ask the site which return holds, and take the other out of the folder.",
    ),
    "BAT-204": Entry(
        "Whether it is later than {other} cannot be told; that one counts, as its "
        "findings are graver.",
        "Ask the site which return holds, and take the other out of the folder.",
    ),
    "BAT-205": Entry(
        "It gives neither the site's reference nor both supplier and site: whether "
        "another return is of the same site cannot be told, so it counts by itself.",
        "Ask which site it is of.",
    ),
    "BAT-206": Entry(
        "The site's reference also stands in {other}, under another name; both count.",
        "Ask whether they are one site, and which reference belongs to which.",
    ),
    "BAT-207": Entry(
        "{other} gives the same supplier and site, but not the same reference or "
        "country; both count.",
        "Ask whether they are one site.",
    ),
    "BAT-208": Entry("It could not be used.", "See what is to be done with it."),
    "BAT-209": Entry(
        "{count} answers that {before} gave are missing in it.",
        "Ask whether they still hold; nothing is taken over from the earlier return.",
    ),
    "BAT-210": Entry("{first} stands for both.", "", NoteLevel.INFO),
    "BAT-300": Entry(
        "{sites} give the same text in {count} of their answers.",
        "Ask each how it came to its answer. A shared adviser, a rule of the group or "
        "a text that was handed out are common reasons.",
    ),
    "BAT-301": Entry(
        "{sites} give the same {count} numbers, one after the other.",
        "Ask each for the records that its numbers come from.",
    ),
    "BAT-302": Entry(
        "Returns of {suppliers} suppliers were last saved by {name}.",
        "Ask who filled them. A shared adviser or office, or one of your own people "
        "who saved them, are common reasons.",
    ),
}
