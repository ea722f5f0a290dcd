;;; autoscale-mode.el --- Azure Batch autoscale formulas  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages

;;; Commentary:

;; A major mode for the formulas that decide how many nodes an Azure Batch pool
;; has.  It gives colours, indentation, comments and an index.  What needs an
;; understanding of the formula (mistakes, completion, documentation, evaluation)
;; comes from the language server through Eglot; see autoscale-eglot.el.

;;; Code:

(require 'autoscale-keywords)

(defgroup autoscale nil
  "Azure Batch autoscale formulas."
  :group 'languages
  :prefix "autoscale-")

(defcustom autoscale-indent-offset 4
  "How far a line that goes on with a statement is indented."
  :type 'natnum
  :safe #'natnump)

(defvar autoscale-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    ;; There are no escapes.
    (modify-syntax-entry ?\\ "." table)
    (modify-syntax-entry ?$ "_" table)
    (modify-syntax-entry ?_ "_" table)
    (dolist (operator '(?+ ?- ?* ?< ?> ?= ?! ?& ?| ?? ?:))
      (modify-syntax-entry operator "." table))
    table)
  "What the characters of a formula are.")

;; Colours

(defun autoscale--one-of (names &optional before)
  "Return a regexp for one of NAMES as a whole symbol behind BEFORE.
The name is its first group."
  (concat before "\\_<" (regexp-opt names t) "\\_>"))

(defvar autoscale-font-lock-keywords
  `((,(autoscale--one-of autoscale-keywords-methods "\\.[ \t\n]*")
     1 font-lock-function-name-face)
    (,(autoscale--one-of autoscale-keywords-members "\\.[ \t\n]*")
     1 font-lock-type-face)
    (,(concat (autoscale--one-of autoscale-keywords-functions) "[ \t\n]*(")
     1 font-lock-builtin-face)
    (,(autoscale--one-of autoscale-keywords-writable-variables)
     1 font-lock-keyword-face)
    (,(autoscale--one-of autoscale-keywords-readable-variables)
     1 font-lock-builtin-face)
    (,(autoscale--one-of autoscale-keywords-constants) 1 font-lock-constant-face)
    (,(autoscale--one-of autoscale-keywords-options) 1 font-lock-constant-face)
    ("\\_<\\([$A-Za-z_][A-Za-z0-9_]*\\)[ \t\n]*=[^=]" 1 font-lock-variable-name-face))
  "How formulas are coloured.
Names that the service knows are read from a generated list.")

;; Indentation, as the formatter does it

(defun autoscale--begins-statement-p ()
  "Return non-nil where point is not within a statement."
  (save-excursion
    (forward-comment (- (point)))
    (memq (char-before) '(nil ?\;))))

(defun autoscale--bracket-around (place)
  "Return where the innermost bracket around PLACE opens, or nil."
  (save-excursion (nth 1 (syntax-ppss place))))

(defun autoscale--arm-p (open step)
  "Return non-nil if a line above or below begins with an arm.
An arm begins with `?' or `:'.  STEP is -1 to look at the lines above
in the statement, 1 for those below.  Only lines of the same depth
count: OPEN is the place of the innermost bracket around point, or nil."
  (save-excursion
    (let (found)
      (while (and (not found)
                  (zerop (forward-line step))
                  (not (eobp))
                  (progn (back-to-indentation)
                         (not (autoscale--begins-statement-p)))
                  (or (null open)
                      (memq open (nth 9 (save-excursion (syntax-ppss))))))
        (setq found (and (looking-at-p "[?:]")
                         (eql open (autoscale--bracket-around (point))))))
      found)))

(defun autoscale--outer-indentation (open)
  "Return the indentation of the line with the bracket at OPEN.
The first line of a choice counts as indented like the arms below it."
  (save-excursion
    (goto-char open)
    (back-to-indentation)
    (if (and (autoscale--begins-statement-p)
             (autoscale--arm-p (autoscale--bracket-around open) 1))
        (+ (current-column) autoscale-indent-offset)
      (current-column))))

(defun autoscale--indentation ()
  "Return the column where the text of the current line belongs.
Point is at the indentation."
  (let* ((open (autoscale--bracket-around (point)))
         (outer (if open (autoscale--outer-indentation open) 0)))
    (cond ((and open (looking-at-p "[])]")) outer)
          ((and (not open) (autoscale--begins-statement-p)) 0)
          ;; Within a choice, operators stand further in than the arms.
          ((and (looking-at-p "[-+*<>=!&|]")
                (or (autoscale--arm-p open -1) (autoscale--arm-p open 1)))
           (+ outer (* 2 autoscale-indent-offset)))
          (t (+ outer autoscale-indent-offset)))))

(defun autoscale-indent-line ()
  "Indent the current line as the formatter does."
  (interactive)
  (let ((column (save-excursion (back-to-indentation) (autoscale--indentation))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to column)
      (save-excursion (indent-line-to column)))))

;; What the language server does

(autoload 'autoscale-evaluate "autoscale-eglot" nil t)
(autoload 'autoscale-bounds "autoscale-eglot" nil t)
(autoload 'autoscale-trace "autoscale-eglot" nil t)
(autoload 'autoscale-choose-snapshot "autoscale-eglot" nil t)

(defvar autoscale-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-e") #'autoscale-evaluate)
    (define-key map (kbd "C-c C-b") #'autoscale-bounds)
    (define-key map (kbd "C-c C-t") #'autoscale-trace)
    (define-key map (kbd "C-c C-s") #'autoscale-choose-snapshot)
    map)
  "Keys of formulas.")

;;;###autoload
(define-derived-mode autoscale-mode prog-mode "Autoscale"
  "Major mode for Azure Batch autoscale formulas."
  (setq-local comment-start "// "
              comment-start-skip "//+[ \t]*"
              comment-end ""
              indent-line-function #'autoscale-indent-line
              indent-tabs-mode nil
              imenu-generic-expression
              '((nil "^[ \t]*\\([$A-Za-z_][A-Za-z0-9_]*\\)[ \t]*=[^=]" 1))
              font-lock-defaults '(autoscale-font-lock-keywords)
              electric-indent-chars
              (append '(?\) ?\] ?? ?:) electric-indent-chars)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.autoscale\\'" . autoscale-mode))

(with-eval-after-load 'eglot
  (require 'autoscale-eglot))

(provide 'autoscale-mode)
;;; autoscale-mode.el ends here
