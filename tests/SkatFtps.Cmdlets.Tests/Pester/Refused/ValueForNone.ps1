# takes no value
Describe 'x' { It 'y' { $true | Should -BeTrue 1 } }
