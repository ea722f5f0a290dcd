;;; autoscale-eglot.el --- Eglot and the Autoscale language server  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; Tells Eglot which server knows formulas, and has the commands that work on
;; the formula at point.  Loaded by autoscale-mode.el together with Eglot.

;;; Code:

(require 'cl-lib)
(require 'eglot)

(defgroup autoscale-eglot nil
  "The language server of Azure Batch autoscale formulas."
  :group 'autoscale
  :prefix "autoscale-eglot-")

(defcustom autoscale-eglot-command '("autoscale" "lsp")
  "The language server and its arguments."
  :type '(repeat string))

(defun autoscale-eglot--contact (&rest _)
  "Return the class of the server and its command line."
  (cons 'autoscale-eglot-server autoscale-eglot-command))

(defun autoscale-eglot--register (modes)
  "Make Autoscale the server of formulas and of MODES."
  (setq eglot-server-programs
        (cons (cons (cons 'autoscale-mode modes) #'autoscale-eglot--contact)
              (cl-remove #'autoscale-eglot--contact eglot-server-programs
                         :key #'cdr))))

(defcustom autoscale-eglot-host-modes nil
  "Modes of other files with formulas that Autoscale is the server of.
Such as `terraform-mode', `yaml-mode' or `js-json-mode'.  Eglot starts
one server for a buffer, so these modes lose the one that they had."
  :type '(repeat function)
  :set (lambda (symbol modes)
         (set-default symbol modes)
         (autoscale-eglot--register modes)))

;; The answer to a command comes as a message, which may be long.

(defclass autoscale-eglot-server (eglot-lsp-server) ()
  :documentation "The Autoscale language server.")

(cl-defmethod eglot-handle-notification
  ((_server autoscale-eglot-server) (_method (eql 'window/showMessage))
   &key message &allow-other-keys)
  "Show MESSAGE in the echo area, or in a window of its own when it is long."
  (display-message-or-buffer message "*Autoscale*"))

(defun autoscale-eglot--lenses ()
  "Return the code lenses of the buffer."
  (append (jsonrpc-request (eglot--current-server-or-lose)
                           :textDocument/codeLens
                           (list :textDocument (eglot--TextDocumentIdentifier)))
          nil))

(defun autoscale-eglot--formula ()
  "Return what names the formula at point, as arguments of a command.
The server gives it with its lenses; it is that of the last one above."
  (let ((line (1- (line-number-at-pos nil t)))
        (lenses (autoscale-eglot--lenses))
        nearest)
    (dolist (lens lenses)
      (when (or (null nearest)
                (<= (plist-get (plist-get (plist-get lens :range) :start) :line)
                    line))
        (setq nearest lens)))
    (unless nearest
      (user-error "No formula here"))
    (cl-subseq (append (plist-get (plist-get nearest :command) :arguments) nil)
               0 2)))

(defun autoscale-eglot--execute (command &rest arguments)
  "Let the server execute COMMAND on the formula at point with ARGUMENTS.
Nothing waits for the answer: the library of Emacs 28 leaves a message
that comes together with an answer lying until there is more to read."
  (jsonrpc-async-request
   (eglot--current-server-or-lose)
   :workspace/executeCommand
   (list :command command
         :arguments (vconcat (autoscale-eglot--formula) arguments))
   :success-fn #'ignore
   :error-fn (jsonrpc-lambda (&key message &allow-other-keys)
               (message "%s" message))))

(defun autoscale-evaluate ()
  "Evaluate the formula at point."
  (interactive)
  (autoscale-eglot--execute "autoscale.evaluate"))

(defun autoscale-bounds ()
  "Show what is proved about the targets of the formula at point."
  (interactive)
  (autoscale-eglot--execute "autoscale.bounds"))

(defun autoscale-trace ()
  "Evaluate the formula at point statement by statement."
  (interactive)
  (autoscale-eglot--execute "autoscale.trace"))

(defun autoscale-choose-snapshot (file)
  "Evaluate the formula at point under the snapshot FILE from now on.
Without FILE, go back to the one beside the formula."
  (interactive
   (list (unless current-prefix-arg
           (read-file-name "Snapshot (C-u for the one beside the formula): "
                           nil nil t))))
  (autoscale-eglot--execute
   "autoscale.chooseSnapshot"
   (and file (url-encode-url (concat "file://" (expand-file-name file))))))

(provide 'autoscale-eglot)
;;; autoscale-eglot.el ends here
