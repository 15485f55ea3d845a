"one"
throw "boom"
