# inside It
Describe 'x' { It 'y' { It 'z' { } } }
