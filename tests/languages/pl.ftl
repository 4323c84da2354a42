# Nazwy własne
-shop = Sklep

too_few = { $left ->
        [one] Został { $left } certyfikat, a potrzeba { $wanted }.
        [few] Zostały { $left } certyfikaty, a potrzeba { $wanted }.
       *[many] Zostało { $left } certyfikatów, a potrzeba { $wanted }.
    }
    .title = Za mało certyfikatów
no_account = { -shop } nie ma konta { $id }.
blank = { $field } nie może być puste.
price = Cena { $price } jest za wysoka.
invalid = Żądanie jest błędne.
    .title = Błędne żądanie
shared-First = Pierwszy.
shared = Wspólny.
# Nikt tego nie wyśle: 500 ma tylko tekst swojego statusu.
database = Baza { $cause } padła.
error-404-ByStatus = Nie ma { $arg0 } <b>&</b> "tu".
error-404 = Tu niczego nie ma.
    .title = Nie znaleziono
error-405 = Ten zasób nie zna tej metody.
    .title = Niedozwolona metoda
error-422 = Treść jest błędna.
    .title = Błędna treść
error-500 = Coś się zepsuło.
    .title = Błąd serwera
error-503 = Serwer odpoczywa.
    .title = Przerwa
