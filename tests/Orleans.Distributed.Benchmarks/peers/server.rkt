#lang racket/base
;; The server of places.rkt.
(require racket/place/define-remote-server)
(define-named-remote-server adder
  (define-rpc (increment number)
    (add1 number)))
