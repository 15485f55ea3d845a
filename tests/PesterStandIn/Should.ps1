# Should for PesterStandIn.psm1, which reads this file in: Pester's own rules of comparing.

$script:Operators = 'Be', 'BeExactly', 'BeNullOrEmpty', 'HaveCount', 'Contain', 'BeTrue', 'BeFalse', 'BeOfType', 'Match', 'Exist',
    'BeGreaterThan', 'BeGreaterOrEqual', 'BeLessThan', 'BeLessOrEqual', 'Throw'

function Should {
    [CmdletBinding(PositionalBinding = $false)]
    param(
        [Parameter(ValueFromPipeline)][object]$ActualValue,
        [Parameter(Position = 0)][Alias('ExpectedMessage', 'ExpectedType', 'RegularExpression')][object]$ExpectedValue,
        [switch]$Be, [switch]$BeExactly, [switch]$BeNullOrEmpty, [switch]$HaveCount, [switch]$Contain, [switch]$BeTrue, [switch]$BeFalse,
        [switch]$BeOfType, [switch]$Match, [switch]$Exist, [switch]$BeGreaterThan, [switch]$BeGreaterOrEqual, [switch]$BeLessThan,
        [switch]$BeLessOrEqual, [switch]$Throw, [string]$ErrorId, [type]$ExceptionType, [switch]$Not, [string]$Because)
    begin {
        # Pester 5.7 and 6.0 do not agree on it.
        if ($ActualValue -is [array]) { throw 'Should -ActualValue takes one value; pipe a collection.' }
        $all = [System.Collections.Generic.List[psobject]]::new()
    }
    process { $all.Add($ActualValue) }
    end {
        $operator = @($PSBoundParameters.Keys | Where-Object { $script:Operators -contains $_ })
        if ($operator.Count -ne 1) { throw "Should needs one operator and got '$operator'." }
        $operator = $operator[0]
        $given = $PSBoundParameters.ContainsKey('ExpectedValue')
        $none = 'BeNullOrEmpty', 'BeTrue', 'BeFalse', 'Exist' -contains $operator
        if ($operator -ne 'Throw' -and $given -eq $none) { throw "Should -$operator takes $(if ($none) { 'no' } else { 'one' }) value." }
        if ($operator -ne 'Throw' -and ($ErrorId -or $ExceptionType)) { throw "-ErrorId and -ExceptionType belong to -Throw." }

        # These five look at everything that came down the pipe at once, the others at one value after the other.
        $values = if ($script:Operators[0..4] -contains $operator) { , (, $all.ToArray()) } elseif ($all.Count) { , $all.ToArray() } else { , @($null) }
        foreach ($actual in $values) {
            $detail = "but got $(Format-Value $actual)"
            $holds = switch ($operator) {
                'Be' { Test-Same $actual $ExpectedValue $false }
                'BeExactly' { Test-Same $actual $ExpectedValue $true }
                'BeNullOrEmpty' { Test-Empty $actual }
                'HaveCount' { $actual.Count -eq [int]$ExpectedValue }
                'Contain' { $actual -contains $ExpectedValue }
                'BeTrue' { [bool]$actual }
                'BeFalse' { -not $actual }
                'BeOfType' { $actual -is $(if ($ExpectedValue -is [string]) { [type]($ExpectedValue -replace '^\[(.*)\]$', '$1') } else { $ExpectedValue }) }
                'Match' { [bool]($actual -match $ExpectedValue) }
                'Exist' { $PSCmdlet.InvokeProvider.Item.Exists($actual) }
                'BeGreaterThan' { -not ($actual -le $ExpectedValue) }
                'BeGreaterOrEqual' { -not ($actual -lt $ExpectedValue) }
                'BeLessThan' { -not ($actual -ge $ExpectedValue) }
                'BeLessOrEqual' { -not ($actual -gt $ExpectedValue) }
                'Throw' {
                    if ($actual -isnot [scriptblock]) { throw 'Should -Throw needs a script block.' }
                    $thrown = $null
                    try { do { $null = & $actual } until ($true) } catch { $thrown = $_ }
                    $detail = if ($thrown) { "but got $($thrown.FullyQualifiedErrorId): $thrown" } else { 'but nothing was thrown' }
                    $null -ne $thrown -and ($Not -or (Test-Error $thrown $ExpectedValue $ErrorId $ExceptionType))
                }
            }
            # -Not -BeGreaterThan is -BeLessOrEqual in Pester: the same for all that can be compared.
            if ([bool]$holds -ne [bool]$Not) { continue }
            $text = "Expected $(if ($Not) { 'not ' })$operator $(if ($given) { Format-Value $ExpectedValue }) $ErrorId $ExceptionType".TrimEnd()
            $record = [System.Management.Automation.ErrorRecord]::new([exception]::new("$text, $(if ($Because) { "because $Because, " })$detail."),
                'PesterAssertionFailed', 'InvalidResult', $null)
            $PSCmdlet.ThrowTerminatingError($record)
        }
    }
}

function Test-Error($Thrown, $Message, $Id, $Type) {
    ([string]::IsNullOrWhiteSpace($Message) -or $Thrown.Exception.Message -like $Message) -and
    ([string]::IsNullOrWhiteSpace($Id) -or $Thrown.FullyQualifiedErrorId -like $Id) -and (-not $Type -or $Thrown.Exception -is $Type)
}

function Test-Same([object[]]$Actual, [object[]]$Expected, [bool]$CaseSensitive) {
    $noActual = $null -eq $Actual -or $Actual.Count -eq 0 -or ($Actual.Count -eq 1 -and $null -eq $Actual[0])
    $noExpected = $null -eq $Expected -or $Expected.Count -eq 0 -or ($Expected.Count -eq 1 -and $null -eq $Expected[0])
    if ($noActual -or $noExpected) { return $noActual -and $noExpected }
    if ($Actual.Count -ne $Expected.Count) { return $false }
    for ($i = 0; $i -lt $Actual.Count; $i++) {
        $same = if ($Actual[$i] -is [array] -or $Expected[$i] -is [array]) { Test-Same $Actual[$i] $Expected[$i] $CaseSensitive }
        elseif ($CaseSensitive) { $Expected[$i] -ceq $Actual[$i] } else { $Expected[$i] -eq $Actual[$i] }
        if (-not $same) { return $false }
    }
    $true
}

function Test-Empty($Actual) {
    if ($Actual.Count -ne 1) { return $Actual.Count -eq 0 }
    if ($Actual[0] -is [hashtable]) { $Actual[0].Count -eq 0 } else { [string]::IsNullOrEmpty($Actual[0]) }
}

function Format-Value($Value) {
    if ($null -eq $Value) { return '$null' }
    if ($Value -is [string]) { return "'$Value'" }
    if ($Value -isnot [array]) { return "$Value" }
    if ($Value.Count -eq 1) { return Format-Value $Value[0] }
    '@(' + (@($Value | ForEach-Object { Format-Value $_ }) -join ', ') + ')'
}
