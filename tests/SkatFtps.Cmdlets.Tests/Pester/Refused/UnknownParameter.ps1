# parameter name 'Skip'
Describe 'x' { It 'y' -Skip { 1 | Should -Be 1 } }
