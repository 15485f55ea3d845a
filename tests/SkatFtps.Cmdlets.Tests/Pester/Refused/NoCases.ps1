# no cases for -ForEach
Describe 'x' { It 'y' -ForEach @() { 1 | Should -Be 1 } }
