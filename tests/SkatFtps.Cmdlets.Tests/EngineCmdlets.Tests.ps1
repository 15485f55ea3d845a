# Under pwsh these are PowerShell's own cmdlets, on the engine those of EngineCmdlets.ps1: both must do the same.
BeforeAll {
    $sizes = @(
        [pscustomobject]@{ Name = 'b'; Size = 20 }
        [pscustomobject]@{ Name = 'a'; Size = 3 }
        [pscustomobject]@{ Name = 'c'; Size = 20 }
    )
}

Describe 'Select-Object' {
    It 'takes the first and the last' {
        $sizes | Select-Object -First 2 | ForEach-Object Name | Should -Be 'b', 'a'
        $sizes | Select-Object -Last 1 | ForEach-Object Name | Should -Be 'c'
        $sizes | Select-Object -First 9 | Should -HaveCount 3
    }
    It 'keeps the named properties, in their order' {
        $picked = $sizes[0] | Select-Object Size, Missing
        @($picked.PSObject.Properties.Name) | Should -Be 'Size', 'Missing'
        $picked.Size | Should -Be 20
    }
    It 'expands a property' { $sizes | Select-Object -ExpandProperty Size | Should -Be 20, 3, 20 }
    It 'refuses what it does not know' { { 1 | Select-Object -NoSuchThing } | Should -Throw -ErrorId 'NamedParameterNotFound,*' }
}

Describe 'Sort-Object, Group-Object, Measure-Object' {
    It 'sorts by a property' { ($sizes | Sort-Object Size | Select-Object -First 1).Name | Should -Be 'a' }
    It 'sorts values as what they are' { 10, 9, 1 | Sort-Object | Should -Be 1, 9, 10 }
    It 'sorts downwards' { 1, 3, 2 | Sort-Object -Descending | Should -Be 3, 2, 1 }
    It 'groups' {
        $groups = @($sizes | Group-Object Size | Sort-Object Count)
        $groups | ForEach-Object Count | Should -Be 1, 2
        $groups[1].Name | Should -Be '20'
        $groups[1].Group | ForEach-Object Name | Should -Be 'b', 'c'
    }
    It 'counts and adds' {
        $measured = $sizes | Measure-Object Size -Sum
        $measured.Count | Should -Be 3
        $measured.Sum | Should -Be 43
    }
    It 'counts nothing' { (@() | Measure-Object).Count | Should -Be 0 }
}

Describe 'Files' {
    BeforeAll { 'two', 'lines' | Set-Content "$TestDrive/b.txt"; 'one' | Set-Content "$TestDrive/a.txt" }
    It 'reads lines' { Get-Content "$TestDrive/b.txt" | Should -Be 'two', 'lines' }
    It 'reads the whole' { Get-Content "$TestDrive/a.txt" -Raw | Should -Match '^one\r?\n$' }
    It 'lists by pattern' { (Get-ChildItem "$TestDrive/*.txt").Name | Should -Be 'a.txt', 'b.txt' }
    It 'lists by filter' { (Get-ChildItem $TestDrive -Filter 'a*' -File).Name | Should -Be 'a.txt' }
    It 'takes a single file' { (Get-ChildItem "$TestDrive/a.txt") | Should -BeOfType [System.IO.FileInfo] }
    It 'tells what is there' { Test-Path "$TestDrive/a.txt" | Should -BeTrue; Test-Path "$TestDrive/z.txt" | Should -BeFalse }
    It 'joins' { Join-Path $TestDrive 'a.txt' | Should -Exist }
}

Describe 'Streams' {
    It 'writes output one by one' { Write-Output 1, 2 | Should -Be 1, 2 }
    It 'writes a warning' { function f { [CmdletBinding()] param() Write-Warning 'w' }; f 3>&1 | ForEach-Object Message | Should -Be 'w' }
    It 'writes an error that does not terminate' {
        function f { [CmdletBinding()] param() Write-Error 'e' -ErrorId 'Mine'; 'on' }
        $found = f -ErrorAction SilentlyContinue -ErrorVariable mine
        $found | Should -Be 'on'
        $mine[0].FullyQualifiedErrorId | Should -Match '^Mine'
    }
    It 'gives the time' { Get-Date | Should -BeOfType [datetime]; Get-Date -Format 'yyyy' | Should -Match '^20\d\d$' }
}
