#lang racket/base
;; Calls to a named remote server of Racket's distributed places. Prints lines of: name value unit.
(require racket/place/distributed racket/runtime-path "server.rkt")
(define-runtime-path server-path "server.rkt")
;; Nodes are started with ssh, also on the own machine, where this does without.
(define-runtime-path here-path "here.sh")

(define (main milliseconds)
  (define node (create-place-node "localhost" #:listen-port 6344 #:ssh-bin-path (path->string here-path)))
  (supervise-place-at node #:named 'adder server-path 'make-adder)
  (define connection (connect-to-named-place node 'adder))
  (define (call) (adder-increment connection 1))
  (call)
  (define (measure)
    (define end (+ (current-inexact-milliseconds) milliseconds))
    (let loop ([durations '()])
      (define begun (current-inexact-milliseconds))
      (call)
      (define now (current-inexact-milliseconds))
      (if (>= now end) durations (loop (cons (- now begun) durations)))))
  (define durations (sort (measure) <))
  (printf "roundtrip_p50 ~a us\n" (* 1000 (list-ref durations (quotient (length durations) 2))))
  (printf "calls_1 ~a /s\n" (/ (length durations) (/ milliseconds 1000.0)))
  (flush-output)
  (exit 0))

(module+ main
  (main (string->number (vector-ref (current-command-line-arguments) 0))))
