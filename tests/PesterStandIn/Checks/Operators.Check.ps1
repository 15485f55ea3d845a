# Each title says what real Pester makes of it; the recorded outcomes are the proof.
Describe 'Be' {
    It 'passes <Case>' -ForEach @(
        @{ Case = 'equal numbers'; Actual = 1; Expected = 1 }
        @{ Case = 'other case'; Actual = 'A'; Expected = 'a' }
        @{ Case = 'text of a number'; Actual = '1'; Expected = 1 }
        @{ Case = 'null for null'; Actual = $null; Expected = $null }
        @{ Case = 'null for an empty array'; Actual = $null; Expected = @() }
    ) { $Actual | Should -Be $Expected }
    It 'fails <Case>' -ForEach @(
        @{ Case = 'another number'; Actual = 1; Expected = 2 }
        @{ Case = 'number for unequal text'; Actual = 1; Expected = 'x' }
        @{ Case = 'null'; Actual = $null; Expected = 1 }
        @{ Case = 'null expected'; Actual = 1; Expected = $null }
        @{ Case = 'blank is not null'; Actual = ''; Expected = $null }
    ) { $Actual | Should -Be $Expected }
    It 'passes arrays from the pipe' { 1, 2 | Should -Be 1, 2 }
    It 'passes arrays in arrays' { @(1, @(2, 3)), 4 | Should -Be @(1, @(2, 3)), 4 }
    It 'fails arrays in another order' { 1, 2 | Should -Be 2, 1 }
    It 'fails a longer array' { 1, 2, 3 | Should -Be 1, 2 }
    It 'passes -Not' { 1 | Should -Not -Be 2 }
    It 'fails -Not' { 1 | Should -Not -Be 1 }
    It 'passes -Not after the operator' { 1 | Should -Be 2 -Not }
    It 'passes -ActualValue' { Should -ActualValue 3 -Be 3 }
    It 'passes a named value' { 1 | Should -Be -ExpectedValue 1 }
}

Describe 'BeExactly' {
    It 'passes the same case' { 'A' | Should -BeExactly 'A' }
    It 'fails the other case' { 'A' | Should -BeExactly 'a' }
    It 'passes -Not for the other case' { 'A' | Should -Not -BeExactly 'a' }
}

Describe 'BeNullOrEmpty' {
    It 'passes null' { $null | Should -BeNullOrEmpty }
    It 'passes an empty array' { @() | Should -BeNullOrEmpty }
    It 'passes empty text' { '' | Should -BeNullOrEmpty }
    It 'passes an empty hashtable' { @{} | Should -BeNullOrEmpty }
    It 'fails a blank' { ' ' | Should -BeNullOrEmpty }
    It 'fails zero' { 0 | Should -BeNullOrEmpty }
    It 'fails two nulls' { $null, $null | Should -BeNullOrEmpty }
    It 'passes -Not' { 'x' | Should -Not -BeNullOrEmpty }
    It 'fails -Not for an empty array' { @() | Should -Not -BeNullOrEmpty }
}

Describe 'HaveCount' {
    It 'passes three' { 1, 2, 3 | Should -HaveCount 3 }
    It 'passes one' { 'x' | Should -HaveCount 1 }
    It 'passes none' { @() | Should -HaveCount 0 }
    It 'says of null' { $null | Should -HaveCount 0 }
    It 'fails two for three' { 1, 2 | Should -HaveCount 3 }
}

Describe 'Contain' {
    It 'passes an element' { 'a', 'b' | Should -Contain 'B' }
    It 'fails a part' { 'abc' | Should -Contain 'b' }
    It 'passes -Not' { 'a', 'b' | Should -Not -Contain 'c' }
    It 'fails -Not' { 'a', 'b' | Should -Not -Contain 'a' }
}

Describe 'BeTrue and BeFalse' {
    It 'passes true' { $true | Should -BeTrue }
    It 'passes text as true' { 'x' | Should -BeTrue }
    It 'fails zero as true' { 0 | Should -BeTrue }
    It 'passes zero as false' { 0 | Should -BeFalse }
    It 'passes null as false' { $null | Should -BeFalse }
    It 'passes not true' { $false | Should -Not -BeTrue }
    It 'fails not false' { $false | Should -Not -BeFalse }
    It 'fails where one of many is false' { $true, $false | Should -BeTrue }
    It 'says of an empty array' { @() | Should -BeTrue }
}

Describe 'BeOfType' {
    It 'passes a type' { 1 | Should -BeOfType [int] }
    It 'passes a type object' { 'x' | Should -BeOfType ([string]) }
    It 'passes a name' { 'x' | Should -BeOfType 'string' }
    It 'passes a base type' { [io.fileinfo]'x' | Should -BeOfType [System.IO.FileSystemInfo] }
    It 'fails another type' { 1 | Should -BeOfType [string] }
    It 'fails null' { $null | Should -BeOfType [string] }
    It 'fails an unknown type' { 1 | Should -BeOfType 'No.Such.Type' }
    It 'passes -Not' { 1 | Should -Not -BeOfType [string] }
    It 'looks at every element' { 1, 'x' | Should -BeOfType [int] }
}

Describe 'Match' {
    It 'passes a part' { 'abc' | Should -Match 'B' }
    It 'passes a pattern' { 'abc' | Should -Match '^a.c$' }
    It 'fails' { 'abc' | Should -Match 'x' }
    It 'passes -Not' { 'abc' | Should -Not -Match 'x' }
    It 'fails where one does not match' { 'a', 'b' | Should -Match 'a' }
}

Describe 'BeGreaterThan' {
    It 'passes greater' { 2 | Should -BeGreaterThan 1 }
    It 'fails equal as greater' { 1 | Should -BeGreaterThan 1 }
    It 'passes -Not greater' { 1 | Should -Not -BeGreaterThan 1 }
}

Describe 'Throw' {
    It 'passes' { { throw 'x' } | Should -Throw }
    It 'fails where nothing is thrown' { { 1 } | Should -Throw }
    It 'passes -Not' { { 1 } | Should -Not -Throw }
    It 'fails -Not' { { throw 'x' } | Should -Not -Throw }
    It 'passes a message' { { throw 'one two' } | Should -Throw 'one two' }
    It 'passes a wildcard' { { throw 'one two' } | Should -Throw '*two' }
    It 'fails a part of the message' { { throw 'one two' } | Should -Throw 'two' }
    It 'passes a named message' { { throw 'one two' } | Should -Throw -ExpectedMessage 'one*' }
    It 'passes an id' { { Get-Command no-such-command -ErrorAction Stop } | Should -Throw -ErrorId 'CommandNotFoundException,*' }
    It 'fails an id' { { throw 'x' } | Should -Throw -ErrorId 'y' }
    It 'passes both' { { throw 'x' } | Should -Throw 'x' -ErrorId 'x' }
    It 'does not see an error that does not terminate' { { Get-Command no-such-command -ErrorAction SilentlyContinue } | Should -Throw }
    It 'fails what is no script block' { 'x' | Should -Throw }
}

Describe 'Exist' {
    It 'passes a folder' { $TestDrive | Should -Exist }
    It 'fails a missing file' { "$TestDrive/none" | Should -Exist }
    It 'passes -Not' { "$TestDrive/none" | Should -Not -Exist }
}
