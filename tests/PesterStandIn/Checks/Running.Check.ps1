# Order, scope and failure of blocks.
BeforeDiscovery { $cases = @{ N = 1 }, @{ N = 2 } }

BeforeAll {
    $fromFile = 'file'
    function Get-FromFile { "function of the $fromFile" }
    $log = [System.Collections.Generic.List[string]]::new()
}

$atDiscovery = 'discovery'

Describe 'Scope' {
    BeforeAll { $outer = 'outer'; $changed = 1 }
    It 'sees the file and the block' { "$fromFile $outer" | Should -Be 'file outer' }
    It 'sees functions' { Get-FromFile | Should -Be 'function of the file' }
    It 'does not see what discovery set' { $atDiscovery | Should -BeNullOrEmpty }
    It 'changes its own copy' { $changed = 2; $changed | Should -Be 2 }
    It 'finds the value unchanged' { $changed | Should -Be 1 }
    Describe 'inside' {
        BeforeAll { $inner = "$outer inner" }
        It 'sees both' { $inner | Should -Be 'outer inner' }
    }
    It 'does not see the inner block' { $inner | Should -BeNullOrEmpty }
    It 'has a path' { $PSScriptRoot | Should -Match 'Checks$' }
}

Describe 'Order' {
    BeforeAll { $log.Add('outer') }
    It 'starts with its own block' { $log | Should -Be 'outer' }
    Describe 'nested' {
        BeforeAll { $log.Add('inner') }
        AfterAll { $log.Add('inner end') }
        It 'goes inwards' { $log -join ',' | Should -Be 'outer,inner' }
    }
    It 'ran after the nested block' { $log -join ',' | Should -Be 'outer,inner,inner end' }
}

Describe 'Cases' {
    It 'case <N>' -ForEach $cases { $N | Should -BeGreaterThan 0 }
    It 'value <_>' -ForEach 'a', 'b' { $_ | Should -Match '[ab]' }
    It 'member <Thing.Length> of $N "quoted"' -TestCases @(@{ Thing = 'four' }) { $Thing | Should -Be 'four' }
    It 'fails for <N>' -ForEach $cases { $N | Should -Be 1 }
}

Describe 'Block <N>' -ForEach $cases {
    BeforeAll { $double = $N * 2 }
    It 'knows <N>' { $double | Should -Be ($N + $N) }
    Describe 'deeper <N>' { It 'still knows' { $N | Should -BeGreaterThan 0 } }
}

Describe 'Failures' {
    It 'fails by throw' { throw 'thrown' }
    It 'fails by an unknown command' { No-SuchCommand -ErrorAction Stop; $false | Should -BeTrue }
    It 'passes over an error that does not terminate' { Get-Command no-such-command -ErrorAction SilentlyContinue; 1 | Should -Be 1 }
    It 'passes when empty of assertions' { $null = 1 }
    It 'passes with return' { return; throw 'not reached' }
    It 'passes with break' { break }
    It 'fails at the first of two' { 1 | Should -Be 2; throw 'not reached' }
}

Describe 'BeforeAll fails' {
    BeforeAll { throw 'setup' }
    It 'fails' { 1 | Should -Be 1 }
    Describe 'inside' { It 'fails too' { 1 | Should -Be 1 } }
}

Describe 'TestDrive' {
    BeforeAll { [System.IO.File]::WriteAllText("$TestDrive/kept.txt", 'x') }
    It 'is a folder for files' { "$TestDrive/kept.txt" | Should -Exist }
}
