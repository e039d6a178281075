;;; planlint-flymake.el --- planlint in Emacs: while you write, and M-x planlint-check  -*- lexical-binding: t; -*-

;; Version: 1
;; Package-Requires: ((emacs "27.1"))

;;; Commentary:

;; (require 'planlint-flymake)
;; (add-hook 'nxml-mode-hook #'planlint-flymake-setup)
;;
;; Plan XML is checked while it is edited, as it stands in the buffer.  M-x planlint-check checks files or folders and
;; lists what it finds; unlike the rule of `compile' for GNU programs it takes file names with " - " in them.

;;; Code:

(require 'compile)
(require 'flymake)
(require 'json)

(defgroup planlint nil
  "Check plan documents."
  :group 'tools)

(defcustom planlint-program "planlint"
  "Name of the program."
  :type 'string)

(defcustom planlint-arguments nil
  "More options, such as \"--lang=en\"."
  :type '(repeat string))

(defvar-local planlint-flymake--process nil
  "The run that checks this buffer.")

(defun planlint-flymake--position (line column)
  "Return the position of LINE and COLUMN, which counts characters from 1."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- line))
    (min (+ (point) (1- column)) (line-end-position))))

(defun planlint-flymake--diagnostic (buffer finding)
  "Return the FINDING, an object of JSON, as a diagnostic of BUFFER."
  (let-alist finding
    (with-current-buffer buffer
      (let* ((begin (planlint-flymake--position .line .column))
             (end (planlint-flymake--position .endLine .endColumn)))
        (flymake-make-diagnostic
         buffer begin (max end (min (1+ begin) (point-max)))
         (pcase .severity ("error" :error) ("warning" :warning) (_ :note))
         (format "%s [%s %s]" .message .id .name))))))

(defun planlint-flymake--diagnostics (buffer name output)
  "Return the diagnostics of BUFFER, file NAME, in OUTPUT, lines of JSON."
  (let ((json-object-type 'alist) (json-array-type 'list) (json-null nil) (json-false nil) found)
    (dolist (line (split-string output "\n" t) (nreverse found))
      (let ((finding (json-read-from-string line)))
        (when (and (alist-get 'id finding) (not (alist-get 'suppressed finding)))
          ;; What is wrong with the project file is said at the top.
          (unless (equal (alist-get 'path finding) name)
            (push (cons 'message (format "%s:%s: %s" (alist-get 'path finding) (alist-get 'line finding)
                                         (alist-get 'message finding)))
                  finding)
            (dolist (key '(line column endLine endColumn))
              (push (cons key 1) finding)))
          (push (planlint-flymake--diagnostic buffer finding) found))))))

(defun planlint-flymake--done (process report)
  "Hand what PROCESS found to REPORT, unless a later run took its place."
  (let ((buffer (process-get process 'planlint-buffer)) (output (process-buffer process)))
    (unwind-protect
        (when (and (buffer-live-p buffer)
                   (eq process (buffer-local-value 'planlint-flymake--process buffer)))
          (condition-case problem
              (funcall report (planlint-flymake--diagnostics
                               buffer (process-get process 'planlint-name)
                               (with-current-buffer output (buffer-string))))
            (error (funcall report :panic :explanation (error-message-string problem)))))
      (kill-buffer output))))

(defun planlint-flymake (report &rest _)
  "Check the buffer by planlint, for REPORT: a backend of flymake."
  (when (process-live-p planlint-flymake--process)
    (kill-process planlint-flymake--process))
  (let* ((name (file-name-nondirectory (or buffer-file-name "buffer.xml")))
         (process
          (make-process
           :name "planlint" :noquery t :connection-type 'pipe
           :buffer (generate-new-buffer " *planlint*")
           :coding 'utf-8-unix ; of the arguments, and of what comes back
           :command `(,planlint-program "check" "--output" "jsonl" "--stdin-filename" ,name ,@planlint-arguments "-")
           :sentinel (lambda (process _event)
                       (when (memq (process-status process) '(exit signal))
                         (planlint-flymake--done process report))))))
    ;; What is checked are the bytes that saving would write: XML may name its encoding.
    (set-process-coding-system process 'utf-8-unix (or buffer-file-coding-system 'utf-8-unix))
    (process-put process 'planlint-buffer (current-buffer))
    (process-put process 'planlint-name name)
    (setq planlint-flymake--process process)
    (save-restriction
      (widen)
      (process-send-region process (point-min) (point-max)))
    (process-send-eof process)))

;;;###autoload
(defun planlint-flymake-setup ()
  "Check this buffer by planlint while it is edited."
  (add-hook 'flymake-diagnostic-functions #'planlint-flymake nil t)
  (flymake-mode 1))

(define-compilation-mode planlint-compilation-mode "planlint"
  "What planlint found."
  (setq-local compilation-error-screen-columns nil) ; characters, as planlint counts
  (setq-local compilation-error-regexp-alist
              '(("^\\(.+?\\):\\([0-9]+\\):\\([0-9]+\\): \\(?:error\\|\\(warning\\)\\|\\(info\\)\\): " 1 2 3 (4 . 5)))))

;;;###autoload
(defun planlint-check (path)
  "Check the file or folder PATH, and list what is found."
  (interactive "fCheck: ")
  (compilation-start
   (mapconcat #'shell-quote-argument
              `(,planlint-program "check" "--output" "gcc" ,@planlint-arguments ,(expand-file-name path)) " ")
   #'planlint-compilation-mode))

(provide 'planlint-flymake)
;;; planlint-flymake.el ends here
