# teardown
Describe 'x' { AfterAll { throw 'teardown' }; It 'y' { 1 | Should -Be 1 } }
