;;; autoscale-mode-tests.el --- Colours and indentation  -*- lexical-binding: t; -*-

;;; Commentary:

;; What the mode does without a server.

;;; Code:

(require 'ert)
(require 'imenu)
(require 'autoscale-mode)

(defconst autoscale-tests-repository
  (expand-file-name "../../.." (file-name-directory (or load-file-name buffer-file-name)))
  "The root of the repository.")

(defmacro autoscale-tests-with (text &rest body)
  "Run BODY in a buffer with the formula TEXT, with point at its start."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (autoscale-mode)
     (font-lock-ensure)
     (goto-char (point-min))
     ,@body))

(defun autoscale-tests-face (text)
  "Return the face of the first TEXT in the buffer."
  (goto-char (point-min))
  (search-forward text)
  (get-text-property (match-beginning 0) 'face))

(ert-deftest autoscale-tests-file-name ()
  (should (eq (assoc-default "pool.autoscale" auto-mode-alist #'string-match)
              'autoscale-mode)))

(ert-deftest autoscale-tests-colours ()
  (autoscale-tests-with "// 25 at most
$TargetDedicatedNodes = min(25, avg($PendingTasks.GetSample(TimeInterval_Minute)));
$NodeDeallocationOption = taskcompletion; hour = time(\"2026-03-02\").hour;
min = GetSample; unknown();
"
    (dolist (case '(("// 25" . font-lock-comment-delimiter-face)
                    ("25 at" . font-lock-comment-face)
                    ("$TargetDedicatedNodes" . font-lock-keyword-face)
                    ("min(" . font-lock-builtin-face)
                    ("$PendingTasks" . font-lock-builtin-face)
                    ("GetSample" . font-lock-function-name-face)
                    ("TimeInterval_Minute" . font-lock-constant-face)
                    ("taskcompletion" . font-lock-constant-face)
                    ("hour =" . font-lock-variable-name-face)
                    ("\"2026" . font-lock-string-face)
                    ("hour;" . font-lock-type-face)
                    ("min =" . font-lock-variable-name-face)
                    ("GetSample;" . nil)
                    ("unknown" . nil)))
      (should (equal (cons (car case) (autoscale-tests-face (car case))) case)))))

(ert-deftest autoscale-tests-words ()
  (autoscale-tests-with "$PendingTasks.GetSample(1)"
    (should (equal (thing-at-point 'symbol t) "$PendingTasks"))
    (forward-sexp)
    (should (looking-at-p "\\.GetSample"))))

(ert-deftest autoscale-tests-comments ()
  (autoscale-tests-with "a = 1;\nb = 2;\n"
    (comment-region (point-min) (point-max))
    (should (equal (buffer-string) "// a = 1;\n// b = 2;\n"))
    (uncomment-region (point-min) (point-max))
    (should (equal (buffer-string) "a = 1;\nb = 2;\n"))))

(ert-deftest autoscale-tests-index ()
  (autoscale-tests-with "a = 1;\nb == 2;\n$TargetDedicatedNodes = a\n    == 3;\n"
    (should (equal (mapcar #'car (imenu--make-index-alist t))
                   '("*Rescan*" "a" "$TargetDedicatedNodes")))))

(defun autoscale-tests-formatted ()
  "Return the formulas that the formatter's tests have formatted, with names."
  (let ((folder (expand-file-name "crates/format/tests/snapshots"
                                  autoscale-tests-repository))
        formulas)
    (dolist (file (directory-files folder t "\\`cases@.*\\.snap\\'") formulas)
      (with-temp-buffer
        (insert-file-contents file)
        (when (re-search-forward "^=+ formatted\n" nil t)
          (push (cons file (buffer-substring (point) (point-max))) formulas))))))

(ert-deftest autoscale-tests-indentation-as-the-formatter ()
  (let ((formulas (autoscale-tests-formatted)))
    (should (> (length formulas) 20))
    (dolist (formula formulas)
      (autoscale-tests-with (replace-regexp-in-string "^[ \t]+" "" (cdr formula))
        (indent-region (point-min) (point-max))
        (should (equal (cons (car formula) (buffer-string)) formula))))))

(ert-deftest autoscale-tests-indentation-while-typing ()
  (autoscale-tests-with ""
    (electric-indent-local-mode 1)
    (let ((last-command-event ?\n))
      (insert "a = max(")
      (newline nil t)
      (insert "1, 2")
      (newline nil t)
      (setq last-command-event ?\))
      (self-insert-command 1)
      (insert ";")
      (setq last-command-event ?\n)
      (newline nil t)
      (insert "b = 2;"))
    (should (equal (buffer-string) "a = max(\n    1, 2\n);\nb = 2;"))))

(provide 'autoscale-mode-tests)
;;; autoscale-mode-tests.el ends here
