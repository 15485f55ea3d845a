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
    Context 'inside' {
        BeforeAll { $inner = "$outer inner" }
        It 'sees both' { $inner | Should -Be 'outer inner' }
    }
    It 'does not see the inner block' { $inner | Should -BeNullOrEmpty }
    It 'has a path' { $PSScriptRoot | Should -Match 'Checks$' }
}

Describe 'Order' {
    BeforeEach { $log.Add('outer'); $shared = 'set' }
    AfterEach { $log.Add('end') }
    It 'starts empty' { $log | Should -Be 'outer' }
    It 'comes second' { $shared | Should -Be 'set'; $log -join ',' | Should -Be 'outer,end,outer' }
    Context 'nested' {
        BeforeEach { $log.Add('inner') }
        AfterEach { $log.Add('inner end') }
        It 'goes inwards' { $log[-2, -1] -join ',' | Should -Be 'outer,inner' }
        It 'and outwards' { $log[-4, -3] -join ',' | Should -Be 'inner end,end' }
    }
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
    Context 'deeper <N>' { It 'still knows' { $N | Should -BeLessOrEqual 2 } }
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
    Context 'inside' { It 'fails too' { 1 | Should -Be 1 } }
}

Describe 'BeforeEach fails' {
    BeforeEach { throw 'setup' }
    It 'fails' { 1 | Should -Be 1 }
}

Describe 'AfterEach fails' {
    AfterEach { throw 'teardown' }
    It 'fails' { 1 | Should -Be 1 }
}

Describe 'TestDrive' {
    BeforeAll { [System.IO.File]::WriteAllText("$TestDrive/kept.txt", 'x') }
    Context 'first' { It 'writes' { [System.IO.File]::WriteAllText("$TestDrive/gone.txt", 'x'); "$TestDrive/kept.txt" | Should -Exist } }
    Context 'second' { It 'finds it gone' { "$TestDrive/gone.txt" | Should -Not -Exist; "$TestDrive/kept.txt" | Should -Exist } }
}
