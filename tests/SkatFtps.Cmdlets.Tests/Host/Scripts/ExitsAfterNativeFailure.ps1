dotnet no-such-command 2>&1 | Out-Null
exit 0
