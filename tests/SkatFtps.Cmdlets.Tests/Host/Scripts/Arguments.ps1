param([string]$Name, [int]$Count, [switch]$Loud, [Parameter(ValueFromRemainingArguments)]$Rest)
"Name=$Name Count=$Count Loud=$Loud Rest=$($Rest -join '|')"
"root=$PSScriptRoot"
"path=$($MyInvocation.MyCommand.Path)"
"command=$PSCommandPath"
