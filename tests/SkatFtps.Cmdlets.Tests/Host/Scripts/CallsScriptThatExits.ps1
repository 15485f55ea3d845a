& $PSScriptRoot/Exits.ps1
"after $LASTEXITCODE"
