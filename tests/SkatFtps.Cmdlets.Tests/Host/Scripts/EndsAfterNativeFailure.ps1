dotnet no-such-command 2>&1 | Out-Null
if ($LASTEXITCODE -eq 0) { throw "dotnet should have failed" }
