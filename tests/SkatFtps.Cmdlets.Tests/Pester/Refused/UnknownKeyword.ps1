# 'Mock' is not recognized
Describe 'x' { It 'y' { Mock Get-Command { } } }
