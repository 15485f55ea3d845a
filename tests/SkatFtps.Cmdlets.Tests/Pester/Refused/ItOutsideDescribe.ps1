# outside Describe
It 'y' { 1 | Should -Be 1 }
