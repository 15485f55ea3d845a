function Write-SoftError {
    [CmdletBinding()] param()
    $exception = [System.Exception]::new('soft')
    $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($exception, 'Soft', 'NotSpecified', $null))
}

Write-SoftError
'after'
