# parameter name 'BeLike'
Describe 'x' { It 'y' { 'a' | Should -BeLike 'a*' } }
