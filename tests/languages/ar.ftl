too_few = { $left ->
        [zero] لا توجد شهادات، والمطلوب { $wanted }.
        [one] توجد شهادة واحدة، والمطلوب { $wanted }.
        [two] توجد شهادتان، والمطلوب { $wanted }.
        [few] توجد { $left } شهادات، والمطلوب { $wanted }.
        [many] توجد { $left } شهادة، والمطلوب { $wanted }.
       *[other] توجد { $left } شهادة، والمطلوب { $wanted }.
    }
    .title = شهادات غير كافية
error-404 = لا يوجد شيء هنا.
    .title = غير موجود
