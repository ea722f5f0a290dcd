;;; autoscale-eglot-tests.el --- Eglot against the server  -*- lexical-binding: t; -*-

;;; Commentary:

;; What a user of Emacs can do, one test a feature.  The user's init file is
;; loaded before; `default-directory' is a copy of editors/fixtures.

;;; Code:

(require 'cl-lib)
(require 'ert)
(require 'imenu)
(require 'xref)
(require 'eglot)

(defconst autoscale-eglot-tests-folder default-directory
  "Where the fixtures are.")

(defun autoscale-eglot-tests-wait-until (what holds)
  "Wait for WHAT, until the function HOLDS returns non-nil, and return that."
  (let ((end (+ (float-time) 10))
        answer)
    (while (not (setq answer (funcall holds)))
      (when (> (float-time) end)
        (error "No %s" what))
      ;; Eglot 1.9 puts diagnostics of an older text into a shorter new one.
      (condition-case nil
          (accept-process-output nil 0.02)
        (end-of-buffer nil)))
    answer))

(defmacro autoscale-eglot-tests-wait (what &rest body)
  "Wait for WHAT, until BODY returns non-nil, and return that."
  (declare (indent 1))
  `(autoscale-eglot-tests-wait-until ,what (lambda () ,@body)))

(defun autoscale-eglot-tests-idle ()
  "Let Eglot send changes, which it does when the user is idle."
  (eglot--signal-textDocument/didChange))

(defun autoscale-eglot-tests-settle ()
  "Let the server tell what it has to say about the text as it is now."
  (autoscale-eglot-tests-idle)
  (jsonrpc-request (eglot-current-server) :textDocument/documentSymbol
                   (list :textDocument (eglot--TextDocumentIdentifier)))
  (while (accept-process-output nil 0.05)))

(defun autoscale-eglot-tests-diagnostics (count)
  "Wait until the buffer has COUNT diagnostics besides notes; return them."
  (autoscale-eglot-tests-wait (format "%d diagnostics" count)
    (autoscale-eglot-tests-idle)
    (flymake-start)
    (let ((found (cl-remove 'eglot-note (flymake-diagnostics)
                            :key #'flymake-diagnostic-type)))
      (and (eql (length found) count) (list found)))))

(defmacro autoscale-eglot-tests-with (file diagnostics &rest body)
  "Run BODY in a buffer that visits FILE and has so many DIAGNOSTICS.
Afterwards the buffer has the text of the file again."
  (declare (indent 2))
  `(save-window-excursion
     ;; ElDoc serves only what is shown.
     (find-file (expand-file-name ,file autoscale-eglot-tests-folder))
     (unwind-protect
         (progn
           ;; Eglot starts the server after the user's next command.
           (autoscale-eglot-tests-wait "server"
             (run-hooks 'post-command-hook)
             (eglot-managed-p))
           (let ((found (car (autoscale-eglot-tests-diagnostics ,diagnostics))))
             (ignore found)
             (goto-char (point-min))
             ,@body))
       (autoscale-eglot-tests-settle)
       (revert-buffer t t t))))

(defun autoscale-eglot-tests-go-to (text)
  "Put point on the first character of TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun autoscale-eglot-tests-act (title)
  "Apply the code action at point that has TITLE in its title."
  (let* ((actions (eglot-code-actions (point) (point)))
         (action (cl-find-if (lambda (action)
                               (string-search title (plist-get action :title)))
                             actions)))
    (should action)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (&rest _) (plist-get action :title))))
      ;; A list would mean the mouse.
      (let ((last-nonmenu-event t))
        (call-interactively #'eglot-code-actions)))))

(defun autoscale-eglot-tests-complete ()
  "Return the completions at point."
  (pcase-let ((`(,start ,end ,table . ,_) (eglot-completion-at-point)))
    (all-completions (buffer-substring start end) table)))

(defun autoscale-eglot-tests-eldoc (function)
  "Return what the ElDoc FUNCTION says at point."
  (let (answer)
    (funcall function (lambda (text &rest _) (setq answer text)))
    (autoscale-eglot-tests-wait "documentation" answer)))

(defun autoscale-eglot-tests-shown (command)
  "Call COMMAND and return what the server shows."
  (let (shown)
    (cl-letf (((symbol-function 'display-message-or-buffer)
               (lambda (text &rest _) (setq shown text))))
      (call-interactively command)
      (autoscale-eglot-tests-wait "message" shown))))

(ert-deftest autoscale-eglot-tests-quick-fix ()
  (autoscale-eglot-tests-with "misspelt.autoscale" 1
    (let ((text (flymake-diagnostic-text (car found))))
      (should (string-search "AS102" text))
      (should (string-search "`mim`" text)))
    (should (eq (flymake-diagnostic-type (car found)) 'eglot-error))
    (autoscale-eglot-tests-go-to "mim")
    (should (= (flymake-diagnostic-beg (car found)) (point)))
    (autoscale-eglot-tests-act "`min`")
    (should (string-search "=min(25" (buffer-string)))
    (autoscale-eglot-tests-diagnostics 0)))

(ert-deftest autoscale-eglot-tests-suppression ()
  (autoscale-eglot-tests-with "misspelt.autoscale" 1
    (autoscale-eglot-tests-go-to "mim")
    (autoscale-eglot-tests-act "ignore AS102")
    (should (string-search "// autoscale: ignore[AS102]" (buffer-string)))))

(ert-deftest autoscale-eglot-tests-diagnostics-follow-the-text ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (autoscale-eglot-tests-go-to "min(")
    (delete-char 1)
    (autoscale-eglot-tests-diagnostics 1)
    (insert "m")
    (autoscale-eglot-tests-diagnostics 0)))

(ert-deftest autoscale-eglot-tests-faded-arm ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (autoscale-eglot-tests-go-to "1 : avg")
    (autoscale-eglot-tests-wait "faded arm"
      (flymake-start)
      (cl-some (lambda (overlay)
                 (memq 'eglot-diagnostic-tag-unnecessary-face
                       (ensure-list (overlay-get overlay 'face))))
               (overlays-at (point))))))

(ert-deftest autoscale-eglot-tests-hover ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (autoscale-eglot-tests-go-to "$PendingTasks")
    (should (string-search "tasks" (autoscale-eglot-tests-eldoc
                                    #'eglot-hover-eldoc-function)))))

(ert-deftest autoscale-eglot-tests-signature-help ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (goto-char (point-max))
    (insert "n = min(1, ")
    (autoscale-eglot-tests-idle)
    (should (string-search "min(" (autoscale-eglot-tests-eldoc
                                   #'eglot-signature-eldoc-function)))))

(ert-deftest autoscale-eglot-tests-completion ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (goto-char (point-max))
    (insert "$Target")
    (should (member "$TargetDedicatedNodes" (autoscale-eglot-tests-complete)))
    (insert " = $PendingTasks.Get")
    (should (cl-some (lambda (item) (string-prefix-p "GetSample" item))
                     (autoscale-eglot-tests-complete)))))

(ert-deftest autoscale-eglot-tests-rename ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (autoscale-eglot-tests-go-to "tasks =")
    (eglot-rename "waiting")
    (should (string-search "waiting = percent" (buffer-string)))
    (should (string-search "ceil(waiting / 4)" (buffer-string)))))

(ert-deftest autoscale-eglot-tests-format ()
  (autoscale-eglot-tests-with "misspelt.autoscale" 1
    (eglot-format-buffer)
    (should (string-search
             "$TargetDedicatedNodes = mim(25, $CurrentDedicatedNodes * 2);"
             (buffer-string)))))

(ert-deftest autoscale-eglot-tests-definition-and-references ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (autoscale-eglot-tests-go-to "tasks / 4")
    (let* ((name (xref-backend-identifier-at-point 'eglot))
           (definitions (xref-backend-definitions 'eglot name))
           (references (xref-backend-references 'eglot name)))
      (should (= (length definitions) 1))
      (should (= (xref-location-line (xref-item-location (car definitions))) 5))
      (should (<= 1 (length references) 2)))))

(ert-deftest autoscale-eglot-tests-index ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (let ((index (format "%S" (funcall imenu-create-index-function))))
      (dolist (name '("window" "percent" "tasks" "$TargetDedicatedNodes"))
        (should (string-search name index))))))

(ert-deftest autoscale-eglot-tests-workspace-symbols ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (let ((found (jsonrpc-request (eglot-current-server) :workspace/symbol
                                  '(:query "percent"))))
      (should (equal (plist-get (aref found 0) :name) "percent")))))

(ert-deftest autoscale-eglot-tests-evaluate ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (should (string-search "4 dedicated nodes"
                           (autoscale-eglot-tests-shown
                            (key-binding (kbd "C-c C-e")))))))

(ert-deftest autoscale-eglot-tests-bounds ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (should (string-search "$TargetDedicatedNodes"
                           (autoscale-eglot-tests-shown #'autoscale-bounds)))))

(ert-deftest autoscale-eglot-tests-trace ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (let ((trace (autoscale-eglot-tests-shown #'autoscale-trace)))
      (should (string-search "percent" trace))
      (should (string-search "4 dedicated nodes" trace)))))

(ert-deftest autoscale-eglot-tests-choose-snapshot ()
  (autoscale-eglot-tests-with "pool.autoscale" 0
    (unwind-protect
        (progn
          (autoscale-choose-snapshot "quiet.snapshot.json")
          (autoscale-eglot-tests-wait "value under the chosen snapshot"
            (string-search "= 1" (format "%S" (autoscale-eglot--lenses)))))
      (autoscale-choose-snapshot nil))
    (autoscale-eglot-tests-wait "value under the snapshot beside the formula"
      (string-search "= 4" (format "%S" (autoscale-eglot--lenses))))))

(ert-deftest autoscale-eglot-tests-host-modes ()
  "Columns are UTF-16 units; the file has a character of two before the fault."
  (customize-set-variable 'autoscale-eglot-host-modes '(js-json-mode js-mode))
  (add-hook 'js-mode-hook #'eglot-ensure)
  (autoscale-eglot-tests-with "one-line.json" 1
    (autoscale-eglot-tests-go-to "mim")
    (should (= (flymake-diagnostic-beg (car found)) (point)))
    (autoscale-eglot-tests-act "`min`")
    (should (string-search "\"$TargetDedicatedNodes = min(3, 5);" (buffer-string)))))

(provide 'autoscale-eglot-tests)
;;; autoscale-eglot-tests.el ends here
