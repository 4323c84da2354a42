no_account = Nie ma konta { $id }.
missing_argument = { $nothing }
missing_term = { -nothing }
missing_message = { nothing }
missing_function = { NOW("2026-01-01") }
no_number = { NUMBER($a) }
selected = { $nothing ->
    [one] x
   *[other] y
 }
cycle = { round }
round = { cycle }
laughs = { a }{ a }{ a }{ a }
a = { b }{ b }{ b }{ b }{ b }{ b }{ b }
b = { c }{ c }{ c }{ c }{ c }{ c }{ c }
c = { "ha" }{ "ha" }{ "ha" }
huge = { NUMBER($n, minimumFractionDigits: 40) ->
    [one] x
   *[other] y
 }
= nothing
failing = { $arg0 }
<html>
