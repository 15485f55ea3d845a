# one operator
Describe 'x' { It 'y' { 1 | Should -Be -BeExactly 1 } }
