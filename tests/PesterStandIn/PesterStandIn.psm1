# Runs our Pester 5 files where Pester cannot be installed. It knows only what they use and refuses the rest: an unknown
# keyword, parameter or operator is an error, never a test that quietly passes. Never used where Pester is.
# Discovery runs the file and notes its blocks; then the run calls them, all in the session state of whoever asked.

$script:Current = $null

function Invoke-PesterStandIn {
    # One object a test: Path (its names joined by dots), Passed, Message, File, Line. A file or block that fails is one too.
    [CmdletBinding()]
    param([Parameter(Mandatory)][string]$Path)
    $root = New-Block
    $run = @{ File = $Path; Results = [System.Collections.Generic.List[object]]::new() }
    $run += @{ Block = $script:Block; Test = $script:Test; Expand = $script:Expand; Report = ${function:Add-Result} }
    $folder = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [guid]::NewGuid().ToString())
    $run.Drive = [System.IO.Directory]::CreateDirectory($folder).FullName
    try {
        $script:Current = $root
        try { $null = $ExecutionContext.InvokeCommand.InvokeScript($PSCmdlet.SessionState, [scriptblock]::Create('& $args[0]'), @($Path)) }
        catch { Add-Result $run 'discovery' $_ 1; return $run.Results }
        finally { $script:Current = $null }
        $null = $ExecutionContext.InvokeCommand.InvokeScript($PSCmdlet.SessionState, $script:Start, @($run, $root))
        $run.Results
    }
    finally { [System.IO.Directory]::Delete($folder, $true) }
}

function New-Block($Name, $Parent) {
    @{ Name = $Name; Parent = $Parent; Items = [System.Collections.Generic.List[object]]::new(); Setups = @{} }
}

function Add-Result($Run, [string]$Path, $Failure, [int]$Line) {
    if ($Failure -and $Failure.ScriptStackTrace -match ([regex]::Escape($Run.File) + ': line (\d+)')) { $Line = [int]$Matches[1] }
    $Run.Results.Add([pscustomobject]@{ Path = $Path; Passed = $null -eq $Failure; Message = "$Failure"; File = $Run.File; Line = $Line })
}

# --- The run. Text, and so bound to no session state: it runs in the caller's, where the tests are written.

$script:Start = [scriptblock]::Create('param($____run, $____root) $TestDrive = $____run.Drive; & $____run.Block $____run $____root ""')

$bind = @'
param($____run, $____it, $____above, $____broken)
if ($____it.ContainsKey('Data')) {
    if ($____it.Data -is [System.Collections.IDictionary]) { foreach ($____e in $____it.Data.GetEnumerator()) { $ExecutionContext.SessionState.PSVariable.Set($____e.Key, $____e.Value) } }
    $_ = $____it.Data
}

'@

$script:Expand = [scriptblock]::Create(@'
param($____name)
if ($____name -notlike '*<*') { return $____name }
& ([scriptblock]::Create('"' + ($____name -replace '\$', '`$' -replace '"', '`"' -replace '(?<!`)<([^>^`]+)>', '$$($$$1)') + '"'))
'@)

$script:Block = [scriptblock]::Create($bind + @'
$____path = $____above
$____skip = $____broken
try { if (-not $____broken -and $____it.Setups.BeforeAll) { $null = . $____it.Setups.BeforeAll } }
catch { $____broken = $_ }
if ($____it.Name) {
    $____name = $____it.Name
    if (-not $____broken) { $____name = & $____run.Expand $____name }
    $____path = $(if ($____above) { "$____above." }) + $____name
}
foreach ($____item in $____it.Items) {
    & $(if ($____item.ContainsKey('Items')) { $____run.Block } else { $____run.Test }) $____run $____item $____path $____broken
}
try { if ($____it.Setups.AfterAll -and -not $____skip) { $null = . $____it.Setups.AfterAll } }
catch { & $____run.Report $____run "$____path (AfterAll)" $_ 1 }
'@)

$script:Test = [scriptblock]::Create($bind + @'
$____name, $____failure = $____it.Name, $____broken
if (-not $____failure) {
    try {
        $____name = & $____run.Expand $____it.Name
        # The loop is for a stray break or continue: it must not reach ours.
        do { $null = . $____it.Body } until ($true)
    }
    catch { $____failure = $_ }
}
& $____run.Report $____run "$____above.$____name" $____failure $____it.Line
'@)

$script:Discover = [scriptblock]::Create('& { ' + $bind + '. $____run } @args')

# --- The keywords, called during discovery.

function Get-Case($Bound) {
    if (-not $Bound.ContainsKey('ForEach')) { return @{} }
    $cases = @($Bound['ForEach'])
    # Pester 5 runs nothing then, Pester 6 refuses; a test that is never run is not wanted either way.
    if ($cases.Count -eq 0 -or $null -eq $Bound['ForEach']) { throw "'$($Bound.Name)' has no cases for -ForEach." }
    foreach ($case in $cases) { @{ Data = $case } }
}

function Describe {
    [CmdletBinding(PositionalBinding = $false)]
    param([Parameter(Mandatory, Position = 0)][string]$Name, [Parameter(Mandatory, Position = 1)][scriptblock]$Fixture, [object]$ForEach)
    if ($null -eq $script:Current) { throw "$($MyInvocation.MyCommand.Name) stands outside a test file, or inside It." }
    foreach ($data in (Get-Case $PSBoundParameters)) {
        $block = New-Block $Name $script:Current
        foreach ($key in $data.Keys) { $block[$key] = $data[$key] }
        $script:Current.Items.Add($block)
        $script:Current = $block
        try { $null = $ExecutionContext.InvokeCommand.InvokeScript($PSCmdlet.SessionState, $script:Discover, @($Fixture, $block)) }
        finally { $script:Current = $block.Parent }
    }
}

function It {
    [CmdletBinding(PositionalBinding = $false)]
    param([Parameter(Mandatory, Position = 0)][string]$Name, [Parameter(Mandatory, Position = 1)][scriptblock]$Test, [Alias('TestCases')][object]$ForEach)
    if ($null -eq $script:Current -or $null -eq $script:Current.Parent) { throw "It '$Name' stands outside Describe, or inside It." }
    foreach ($data in (Get-Case $PSBoundParameters)) {
        $script:Current.Items.Add($data + @{ Name = $Name; Body = $Test; Line = $Test.StartPosition.StartLine; Parent = $script:Current })
    }
}

function BeforeDiscovery([Parameter(Mandatory)][scriptblock]$ScriptBlock) { . $ScriptBlock }
function BeforeAll([Parameter(Mandatory)][scriptblock]$ScriptBlock) { Add-Setup 'BeforeAll' $ScriptBlock }
function AfterAll([Parameter(Mandatory)][scriptblock]$ScriptBlock) { Add-Setup 'AfterAll' $ScriptBlock }

function Add-Setup($Kind, $ScriptBlock) {
    if ($null -eq $script:Current) { throw "$Kind stands inside It, or outside a test file." }
    if ($script:Current.Setups[$Kind]) { throw "A block has two $Kind." }
    $script:Current.Setups[$Kind] = $ScriptBlock
}

# --- Should: Pester's own rules of comparing.

$script:Operators = 'Be', 'BeExactly', 'BeNullOrEmpty', 'HaveCount', 'Contain', 'BeTrue', 'BeFalse', 'BeOfType', 'Match', 'Exist', 'BeGreaterThan', 'Throw'

function Should {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(ValueFromPipeline)][object]$ActualValue,
        [Parameter(Position = 0)][Alias('ExpectedMessage', 'ExpectedType', 'RegularExpression')][object]$ExpectedValue,
        [switch]$Be, [switch]$BeExactly, [switch]$BeNullOrEmpty, [switch]$HaveCount, [switch]$Contain, [switch]$BeTrue, [switch]$BeFalse,
        [switch]$BeOfType, [switch]$Match, [switch]$Exist, [switch]$BeGreaterThan, [switch]$Throw, [string]$ErrorId, [switch]$Not)
    begin {
        if ($ActualValue -is [array]) { throw 'Should -ActualValue takes one value; pipe a collection.' } # Pester 5.7 and 6.0 do not agree on it.
        $all = [System.Collections.Generic.List[psobject]]::new()
    }
    process { $all.Add($ActualValue) }
    end {
        $operator = @($PSBoundParameters.Keys | Where-Object { $script:Operators -contains $_ })
        if ($operator.Count -ne 1) { throw "Should needs one operator and got '$operator'." }
        $operator, $given = $operator[0], $PSBoundParameters.ContainsKey('ExpectedValue')
        $none = 'BeNullOrEmpty', 'BeTrue', 'BeFalse', 'Exist' -contains $operator
        if ($operator -ne 'Throw' -and $given -eq $none) { throw "Should -$operator takes $(if ($none) { 'no' } else { 'one' }) value." }
        if ($operator -ne 'Throw' -and $ErrorId) { throw '-ErrorId belongs to -Throw.' }
        # These five look at everything that came down the pipe at once, the others at one value after the other.
        $values = if ($script:Operators[0..4] -contains $operator) { , (, $all.ToArray()) } elseif ($all.Count) { , $all.ToArray() } else { , @($null) }
        foreach ($actual in $values) {
            $detail = "but got $(Format-Value $actual)"
            $holds = switch ($operator) {
                'Be' { Test-Same $actual $ExpectedValue $false }
                'BeExactly' { Test-Same $actual $ExpectedValue $true }
                'BeNullOrEmpty' { $actual.Count -eq 0 -or ($actual.Count -eq 1 -and $(if ($actual[0] -is [hashtable]) { $actual[0].Count -eq 0 } else { [string]::IsNullOrEmpty($actual[0]) })) }
                'HaveCount' { $actual.Count -eq [int]$ExpectedValue }
                'Contain' { $actual -contains $ExpectedValue }
                'BeTrue' { [bool]$actual }
                'BeFalse' { -not $actual }
                'BeOfType' { $actual -is $(if ($ExpectedValue -is [string]) { [type]($ExpectedValue -replace '^\[(.*)\]$', '$1') } else { $ExpectedValue }) }
                'Match' { [bool]($actual -match $ExpectedValue) }
                'Exist' { $PSCmdlet.InvokeProvider.Item.Exists($actual) }
                'BeGreaterThan' { -not ($actual -le $ExpectedValue) }
                'Throw' {
                    if ($actual -isnot [scriptblock]) { throw 'Should -Throw needs a script block.' }
                    $thrown = $null
                    try { do { $null = & $actual } until ($true) } catch { $thrown = $_ }
                    $detail = if ($thrown) { "but got $($thrown.FullyQualifiedErrorId): $thrown" } else { 'but nothing was thrown' }
                    $null -ne $thrown -and ($Not -or ((-not $ExpectedValue -or $thrown.Exception.Message -like $ExpectedValue) -and (-not $ErrorId -or $thrown.FullyQualifiedErrorId -like $ErrorId)))
                }
            }
            if ([bool]$holds -ne [bool]$Not) { continue }
            $text = "Expected $(if ($Not) { 'not ' })$operator $(if ($given) { Format-Value $ExpectedValue }) $ErrorId".TrimEnd()
            $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new([exception]::new("$text, $detail."), 'PesterAssertionFailed', 'InvalidResult', $null))
        }
    }
}

function Test-Same([object[]]$Actual, [object[]]$Expected, [bool]$CaseSensitive) {
    $noActual = $null -eq $Actual -or $Actual.Count -eq 0 -or ($Actual.Count -eq 1 -and $null -eq $Actual[0])
    $noExpected = $null -eq $Expected -or $Expected.Count -eq 0 -or ($Expected.Count -eq 1 -and $null -eq $Expected[0])
    if ($noActual -or $noExpected -or $Actual.Count -ne $Expected.Count) { return $noActual -and $noExpected }
    for ($i = 0; $i -lt $Actual.Count; $i++) {
        $same = if ($Actual[$i] -is [array] -or $Expected[$i] -is [array]) { Test-Same $Actual[$i] $Expected[$i] $CaseSensitive }
        elseif ($CaseSensitive) { $Expected[$i] -ceq $Actual[$i] } else { $Expected[$i] -eq $Actual[$i] }
        if (-not $same) { return $false }
    }
    $true
}

function Format-Value($Value) {
    if ($null -eq $Value) { '$null' } elseif ($Value -is [array]) { '@(' + (@($Value | ForEach-Object { Format-Value $_ }) -join ', ') + ')' } else { "'$Value'" }
}

Export-ModuleMember -Function Invoke-PesterStandIn, Describe, It, BeforeDiscovery, BeforeAll, AfterAll, Should
