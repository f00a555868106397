;; Evaluates the file that CHECK names as soon as the server has found something, and writes what it returns to TOLD.  -*- lexical-binding: t -*-
(setq make-backup-files nil
      create-lockfiles nil
      ;; The unpacked Emacs has no compiler of its own.
      native-comp-jit-compilation nil
      native-comp-enable-subr-trampolines nil
      inhibit-automatic-native-compilation t)
(require 'json)
(require 'seq)
(require 'flymake)
(package-initialize)

(defvar patience 30)

(defun wait-for (what condition)
  "Let Emacs read and think until CONDITION holds; return what it gave."
  (let ((ends (+ (float-time) patience)) holds)
    (while (not (setq holds (funcall condition)))
      (when (> (float-time) ends)
        (error "Waited in vain for %s; the text is:\n%s" what (buffer-string)))
      ;; A process that speaks wakes it, timers run meanwhile.
      (accept-process-output nil 0.02))
    holds))

(defun at (line column)
  (goto-char (point-min))
  (forward-line (1- line))
  (move-to-column column))

(defun line (number)
  (save-excursion
    (at number 0)
    (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun found ()
  "What has been found, as lines of text."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun has (texts wanted)
  (seq-some (lambda (it) (string-match-p (regexp-quote wanted) it)) texts))

(defun tell (value)
  (with-temp-file (getenv "TOLD") (insert (json-encode value)))
  (kill-emacs))

(dolist (it (list (or (getenv "MODE") "prog-mode") (getenv "PACKAGE")))
  (unless (locate-library it)
    (tell `((skipped . ,(format "this Emacs has no %s" it))))))

(condition-case problem
    (progn
      (when (getenv "MODE") (require (intern (getenv "MODE"))))
      ;; What an installed package has by itself.
      (unless (fboundp 'lsp-deferred) (load "lsp-mode-autoloads" t t))
      (load (getenv "SETUP") nil t)
      (find-file (expand-file-name "Dockerfile"))
      ;; Nobody types here, so what waits for the first command is let go on.
      (run-hooks 'post-command-hook)
      (when (fboundp 'lsp-managed-mode)
        ;; It asks which folder is the project's, and waits until nothing happens; neither goes without a user.
        (setq lsp-auto-guess-root t)
        (lsp))
      (load (getenv "CHECK") nil t)
      (tell (check)))
  (error (tell `((failed . ,(format "%S" problem))))))
