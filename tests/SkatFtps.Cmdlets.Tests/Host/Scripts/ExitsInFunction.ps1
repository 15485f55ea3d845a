function Stop-Here { "before"; exit 3 }
Stop-Here
"after"
