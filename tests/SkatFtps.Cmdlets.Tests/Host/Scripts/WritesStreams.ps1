[CmdletBinding()] param()
$PSCmdlet.WriteWarning('warned')
$PSCmdlet.WriteVerbose('told')
$PSCmdlet.WriteDebug('detailed')
