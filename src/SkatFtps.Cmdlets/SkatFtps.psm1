# Loads the build that fits this PowerShell: net8.0 on PowerShell 7, net472 on Windows PowerShell 5.1.
# Only the language and .NET are used: the cmdlets of other modules may not be there.

function New-LoadError([string]$Id, [string]$Message) {
    $exception = [System.IO.FileLoadException]::new($Message)
    [System.Management.Automation.ErrorRecord]::new($exception, $Id, 'NotInstalled', $null)
}

$edition = 'net472'
if ($PSVersionTable.PSEdition -eq 'Core') {
    if ($PSVersionTable.PSVersion -lt [version]'7.4') {
        throw (New-LoadError 'PowerShellTooOld' ("SkatFtps needs PowerShell 7.4 or later, or Windows PowerShell 5.1; " +
            "this is PowerShell $($PSVersionTable.PSVersion)."))
    }
    $edition = 'net8.0'
}

$assembly = [System.IO.Path]::Combine($PSScriptRoot, $edition, 'SkatFtps.Cmdlets.dll')
if (-not [System.IO.File]::Exists($assembly)) {
    throw (New-LoadError 'ModuleNotBuilt' "SkatFtps has not been built for this PowerShell: $assembly is missing. Run 'dotnet build' in its folder.")
}

$cmdlets = Import-Module -Name $assembly -PassThru -ErrorAction Stop
Export-ModuleMember -Cmdlet @($cmdlets.ExportedCmdlets.Keys)
