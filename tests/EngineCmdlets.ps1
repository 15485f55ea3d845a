# The engine from NuGet has no Select-Object, Get-Content and the like; PowerShell's own modules bring them. Dot-sourced, this
# file defines those that our examples and tests use, each only where the real one is missing. Each does the little that is
# used and refuses the rest: an unknown parameter does not bind. Nothing of this is shipped.

function New-EngineCmdlet([string]$Name, [scriptblock]$Body) {
    if (-not (Get-Command $Name -ErrorAction Ignore)) { $null = $ExecutionContext.InvokeProvider.Item.Set("Function:\Global:$Name", $Body) }
}

New-EngineCmdlet Write-Output {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowNull()][psobject]$InputObject)
    process { $PSCmdlet.WriteObject($InputObject, $true) }
}

New-EngineCmdlet Write-Host {
    [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline)][object]$Object = '', [ConsoleColor]$ForegroundColor)
    process {
        if ($PSBoundParameters.ContainsKey('ForegroundColor')) { $Host.UI.Write($ForegroundColor, $Host.UI.RawUI.BackgroundColor, "$Object`n") }
        else { $Host.UI.WriteLine("$Object") }
    }
}

New-EngineCmdlet Write-Warning {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string]$Message)
    process { $PSCmdlet.WriteWarning($Message) }
}

New-EngineCmdlet Write-Verbose {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string]$Message)
    process { $PSCmdlet.WriteVerbose($Message) }
}

New-EngineCmdlet Write-Error {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Message, [string]$ErrorId = 'Microsoft.PowerShell.Commands.WriteErrorException')
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([exception]::new($Message), $ErrorId, 'NotSpecified', $null))
}

New-EngineCmdlet Select-Object {
    [CmdletBinding(DefaultParameterSetName = 'Property')]
    param([Parameter(ValueFromPipeline)][psobject]$InputObject, [Parameter(Position = 0, ParameterSetName = 'Property')][string[]]$Property,
        [Parameter(Mandatory, ParameterSetName = 'Expand')][string]$ExpandProperty, [ValidateRange(1, 2147483647)][int]$First, [ValidateRange(1, 2147483647)][int]$Last)
    begin { $all = [System.Collections.Generic.List[psobject]]::new() }
    process { if ($null -ne $InputObject) { $all.Add($InputObject) } }
    end {
        if (@($Property | Where-Object { [System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters($_) })) { throw 'Select-Object: no wildcards here.' }
        if ($First -and $Last) { throw 'Select-Object: -First or -Last here.' }
        $items = $all.ToArray()
        if ($First -and $First -lt $items.Count) { $items = $items[0..($First - 1)] }
        if ($Last -and $Last -lt $items.Count) { $items = $items[(-$Last)..-1] }
        foreach ($item in $items) {
            if ($ExpandProperty) {
                if (-not $item.PSObject.Properties[$ExpandProperty]) { throw "Property ""$ExpandProperty"" cannot be found." }
                $PSCmdlet.WriteObject($item.$ExpandProperty, $true)
            }
            elseif ($Property) {
                $picked = [ordered]@{}
                foreach ($name in $Property) { $picked[$name] = $item.$name }
                [pscustomobject]$picked
            }
            else { $item }
        }
    }
}

New-EngineCmdlet Sort-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)][psobject]$InputObject, [Parameter(Position = 0)][string]$Property, [switch]$Descending)
    begin { $all = [System.Collections.Generic.List[psobject]]::new() }
    process { $all.Add($InputObject) }
    end {
        # Insertion keeps equal items in their order; the lists are short.
        $sorted = [System.Collections.Generic.List[psobject]]::new()
        foreach ($item in $all) {
            $key = if ($Property) { $item.$Property } else { $item }
            for ($at = $sorted.Count; $at -gt 0; $at--) {
                $other = if ($Property) { $sorted[$at - 1].$Property } else { $sorted[$at - 1] }
                if ($(if ($Descending) { $other -ge $key } else { $other -le $key })) { break }
            }
            $sorted.Insert($at, $item)
        }
        $sorted
    }
}

New-EngineCmdlet Group-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)][psobject]$InputObject, [Parameter(Mandatory, Position = 0)][string]$Property)
    begin { $groups = [ordered]@{} }
    process {
        $name = "$($InputObject.$Property)"
        if (-not $groups.Contains($name)) { $groups[$name] = [System.Collections.Generic.List[psobject]]::new() }
        $groups[$name].Add($InputObject)
    }
    end { foreach ($group in $groups.GetEnumerator()) { [pscustomobject]@{ Count = $group.Value.Count; Name = $group.Key; Group = $group.Value } } }
}

New-EngineCmdlet Measure-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)][psobject]$InputObject, [Parameter(Position = 0)][string]$Property, [switch]$Sum)
    begin { $count = 0; [double]$total = 0 }
    process {
        if ($null -eq $InputObject) { return }
        $count++
        if ($Sum) { $total += $(if ($Property) { $InputObject.$Property } else { $InputObject }) }
    }
    end { [pscustomobject]@{ Count = $count; Sum = $(if ($Sum) { $total }); Property = $Property } }
}

New-EngineCmdlet Get-Content {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [switch]$Raw)
    $full = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
    if ($Raw) { [System.IO.File]::ReadAllText($full) } else { [System.IO.File]::ReadAllLines($full) }
}

New-EngineCmdlet Set-Content {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1, ValueFromPipeline)][string[]]$Value)
    begin { $lines = [System.Collections.Generic.List[string]]::new() }
    process { $lines.AddRange($Value) }
    end { [System.IO.File]::WriteAllLines($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path), $lines) }
}

New-EngineCmdlet Get-ChildItem {
    [CmdletBinding()] param([Parameter(Position = 0)][string]$Path = '.', [string]$Filter, [switch]$File, [switch]$Recurse)
    # A pattern in the last part is what examples use.
    $last = [System.IO.Path]::GetFileName($Path)
    if ([System.Management.Automation.WildcardPattern]::ContainsWildcardCharacters($last)) {
        if ($Filter) { throw 'Get-ChildItem: a pattern in -Path or -Filter here, not both.' }
        $Filter = $last
        $Path = [System.IO.Path]::GetDirectoryName($Path)
    }
    $full = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($(if ($Path) { $Path } else { '.' }))
    if ([System.IO.File]::Exists($full)) { return [System.IO.FileInfo]$full }
    $found = ([System.IO.DirectoryInfo]$full).GetFileSystemInfos($(if ($Filter) { $Filter } else { '*' }), $(if ($Recurse) { 'AllDirectories' } else { 'TopDirectoryOnly' }))
    $found | Where-Object { -not $File -or $_ -is [System.IO.FileInfo] } | Sort-Object FullName
}

New-EngineCmdlet Test-Path {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path)
    $PSCmdlet.InvokeProvider.Item.Exists($Path)
}

New-EngineCmdlet Join-Path {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Path, [Parameter(Mandatory, Position = 1)][string]$ChildPath)
    $PSCmdlet.SessionState.Path.Combine($Path, $ChildPath)
}

New-EngineCmdlet Start-Sleep {
    [CmdletBinding(DefaultParameterSetName = 'Seconds')]
    param([Parameter(Mandatory, Position = 0, ParameterSetName = 'Seconds')][double]$Seconds, [Parameter(Mandatory, ParameterSetName = 'Milliseconds')][int]$Milliseconds)
    [System.Threading.Thread]::Sleep($(if ($PSCmdlet.ParameterSetName -eq 'Seconds') { [int]($Seconds * 1000) } else { $Milliseconds }))
}

New-EngineCmdlet Get-Date {
    [CmdletBinding()] param([string]$Format)
    if ($Format) { [datetime]::Now.ToString($Format, [cultureinfo]::CurrentCulture) } else { [datetime]::Now }
}

New-EngineCmdlet Move-Item {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [Parameter(Mandatory)][string]$Destination)
    [System.IO.File]::Move($PSCmdlet.GetUnresolvedProviderPathFromPSPath($LiteralPath), $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Destination))
}

# The engine's transcript belongs to PowerShell's host; here only its file is made.
New-EngineCmdlet Start-Transcript {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$Path)
    [System.IO.File]::WriteAllText($PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path), '')
}

New-EngineCmdlet Stop-Transcript { [CmdletBinding()] param() }
