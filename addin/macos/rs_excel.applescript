-- Starts the programme behind the ribbon, because Excel for Mac may not.
--
-- Comes in: what the add-in asks for, one word a line. Its first line, the interpreter,
-- is passed over: which programme is started was written below when the add-in was
-- installed, and a macro cannot change it. Goes out: "0" when it was started, "127" when
-- the programme is gone, "2" when a word was refused.
--
-- Any macro may call this script. So it starts one programme alone, with words of
-- letters, digits and . _ - only, each in quotes of its own. It runs in the background:
-- Excel cannot answer while it waits for this script.

property interpreter : "@INTERPRETER@"
property plainSigns : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"

on StartPython(given)
	set asked to paragraphs of given
	if (count of asked) < 6 then return "2"
	try
		do shell script "test -x " & quoted form of interpreter
	on error
		return "127"
	end try
	set commandLine to quoted form of interpreter & " -I -B -m rs_excel.ribbon"
	repeat with position from 6 to count of asked
		set oneWord to item position of asked
		if not isPlain(oneWord) then return "2"
		set commandLine to commandLine & " " & quoted form of oneWord
	end repeat
	do shell script commandLine & " > /dev/null 2>&1 &"
	return "0"
end StartPython

on isPlain(oneWord)
	if (count of oneWord) is 0 or (count of oneWord) > 60 then return false
	repeat with oneSign in characters of oneWord
		if plainSigns does not contain oneSign then return false
	end repeat
	return true
end isPlain
