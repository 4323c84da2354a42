### The words of the page of one error.

error-page-status = Błąd { $status }
error-page-more = { $more ->
    [one] I jeszcze jeden.
    [few] I jeszcze { $more } inne.
   *[many] I jeszcze { $more } innych.
 }
error-page-sign-in = Zaloguj się i spróbuj ponownie.
error-page-no-access = Wróć albo zaloguj się na konto z dostępem.
error-page-check-address = Sprawdź adres albo wróć.
error-page-check-input = Wróć, sprawdź dane i spróbuj ponownie.
error-page-reload = Wróć, odśwież stronę i spróbuj ponownie.
error-page-send-less = Wróć i wyślij mniej naraz.
error-page-other-kind = Wróć i wybierz inny rodzaj pliku.
error-page-other-way = Wróć i spróbuj inaczej.
error-page-later = Spróbuj ponownie później.
error-page-wait = Odczekaj chwilę i spróbuj ponownie.
error-page-now = Spróbuj ponownie.
error-page-in-seconds = Spróbuj ponownie za { $seconds ->
    [one] { $seconds } sekundę
    [few] { $seconds } sekundy
   *[many] { $seconds } sekund
 }.
error-page-in-minutes = Spróbuj ponownie za { $minutes ->
    [one] { $minutes } minutę
    [few] { $minutes } minuty
   *[many] { $minutes } minut
 }.
error-page-in-hours = Spróbuj ponownie za { $hours ->
    [one] { $hours } godzinę
    [few] { $hours } godziny
   *[many] { $hours } godzin
 }.
error-page-in-days = Spróbuj ponownie za { NUMBER($days, group: " ") } dni.
error-page-maybe-done = Mogło się udać. Sprawdź, zanim spróbujesz ponownie.
error-page-never = Wróć. Kolejna próba nic nie da.
error-page-reference = Prosząc o pomoc, podaj ten numer:
