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
    $run += @{ Block = $script:Block; Test = $script:Test; Expand = $script:Expand; Report = ${function:Add-Result}; Setups = ${function:Get-Setup} }
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
    if ($____it.Data -is [System.Collections.IDictionary]) {
        foreach ($____e in $____it.Data.GetEnumerator()) { $ExecutionContext.SessionState.PSVariable.Set($____e.Key, $____e.Value) }
    }
    $_ = $____it.Data
}

'@

$script:Expand = [scriptblock]::Create(@'
param($____name)
if ($____name -notlike '*<*') { return $____name }
& ([scriptblock]::Create('"' + ($____name -replace '\$', '`$' -replace '"', '`"' -replace '(?<!`)<([^>^`]+)>', '$$($$$1)') + '"'))
'@)

$script:Block = [scriptblock]::Create($bind + @'
$____files = [System.IO.Directory]::GetFileSystemEntries($TestDrive, '*', 'AllDirectories')
$____path = $____above
$____skip = $____broken
try {
    if (-not $____broken -and $____it.Setups.BeforeAll) { $null = . $____it.Setups.BeforeAll }
}
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
foreach ($____entry in [System.IO.Directory]::GetFileSystemEntries($TestDrive, '*', 'AllDirectories')) {
    if ($____files -contains $____entry) { continue }
    if ([System.IO.File]::Exists($____entry)) { [System.IO.File]::Delete($____entry) }
    elseif ([System.IO.Directory]::Exists($____entry)) { [System.IO.Directory]::Delete($____entry, $true) }
}
'@)

$script:Test = [scriptblock]::Create($bind + @'
$____name = $____it.Name
$____failure = $____broken
if (-not $____failure) {
    try {
        foreach ($____setup in $____run.Setups.Invoke($____it.Parent, 'BeforeEach')) { $null = . $____setup }
        $____name = & $____run.Expand $____it.Name
        # The loop is for a stray break or continue: it must not reach ours.
        do { $null = . $____it.Body } until ($true)
    }
    catch { $____failure = $_ }
    try { foreach ($____setup in $____run.Setups.Invoke($____it.Parent, 'AfterEach')) { $null = . $____setup } }
    catch { if (-not $____failure) { $____failure = $_ } }
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

function Get-Setup($Block, $Kind) {
    # BeforeEach from the file inwards, AfterEach the other way.
    $found = for (; $Block; $Block = $Block.Parent) { if ($Block.Setups[$Kind]) { $Block.Setups[$Kind] } }
    $found = @($found)
    if ($Kind -eq 'BeforeEach') { [array]::Reverse($found) }
    $found
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

${function:Context} = ${function:Describe}

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
function BeforeEach([Parameter(Mandatory)][scriptblock]$ScriptBlock) { Add-Setup 'BeforeEach' $ScriptBlock }
function AfterEach([Parameter(Mandatory)][scriptblock]$ScriptBlock) { Add-Setup 'AfterEach' $ScriptBlock }
function AfterAll([Parameter(Mandatory)][scriptblock]$ScriptBlock) { Add-Setup 'AfterAll' $ScriptBlock }

function Add-Setup($Kind, $ScriptBlock) {
    if ($null -eq $script:Current) { throw "$Kind stands inside It, or outside a test file." }
    if ($script:Current.Setups[$Kind]) { throw "A block has two $Kind." }
    $script:Current.Setups[$Kind] = $ScriptBlock
}

. $PSScriptRoot/Should.ps1

Export-ModuleMember -Function Invoke-PesterStandIn, Describe, Context, It, BeforeDiscovery, BeforeAll, BeforeEach, AfterEach, AfterAll, Should
