;;; documentation.el --- Fails where checkdoc has a complaint  -*- lexical-binding: t; -*-

;;; Commentary:

;; For batch mode, in the folder of the files.

;;; Code:

(require 'checkdoc)
(require 'cl-lib)
(require 'subr-x)

(let (complaints)
  (cl-letf (((symbol-function 'checkdoc-create-error)
             (lambda (text start &rest _)
               (push (format "%s:%d: %s" (buffer-name) (line-number-at-pos start) text)
                     complaints)
               nil)))
    (dolist (file (directory-files "." t "\\`autoscale-.*\\.el\\'"))
      (with-current-buffer (find-file-noselect file)
        (checkdoc-current-buffer t))))
  (when complaints
    (message "%s" (string-join (nreverse complaints) "\n"))
    (kill-emacs 1)))

;;; documentation.el ends here
