/*
 * The accepted language, on one page: the plain notation and a subset of LaTeX, freely mixed.
 * Names, functions and the letters of a run (AXB) are told apart by the declarations, after parsing.
 * Spaces matter only inside [ ], where a blank (or a minus after a blank) starts a new entry.
 * Each example below is parsed by a test; what stands on one line, between blanks, is one formula
 * in two spellings.
 *
 *   2*x^2 + 3*x*y - 1                 2x^2 + 3xy - 1                            products, powers
 *   A'*X^-1*B*X^-T                    A^{\top} X^{-1} B X^{-\top}               transpose, inverse
 *   tr(A*X*B) - ln(det(X))            \mathrm{tr} AXB - \ln\det X               up to + - ) or comma
 *   (A.*B)./exp(X).^2                 (A \odot B) \oslash \exp(X)^{\odot 2}     entry by entry
 *   norm2(y - X*w)^2 + norm1(w)       \lVert y - Xw \rVert^2 + ||w||_1          norms
 *   1/2*x*y + sqrt(x)*soft(x, abs(y))   \frac{1}{2} x \cdot y + \sqrt{x}\, \mathrm{soft}(x; |y|)   fractions, roots, bars
 *   [1 -1; 0.5 0]                     \begin{pmatrix} 1 & -1 \\ 0.5 & 0 \end{pmatrix}
 *   [1; -2] + w1_11*W1                (1, -2) + w^{(1)}_{11} W_1                columns, indices
 *   kron(A, eye(n))*vec(X)            (A \otimes I_n) \mathrm{vec} X            Kronecker, identities
 *   f'(X) + relu(X)/n                 f^{\prime}(X) + \max(0; X)/n              functions, sizes
 *   sum_i y_i*x_i'*w + w'*w           \sum_{i=1}^{n} y_i x_i^T w + w^T w        up to + - ) or comma
 */
grammar Formula;

formula : sum EOF ;
sum     : first=term (sign+=('+' | '-') terms+=term)* ;
term    : factor rest* ;
rest    : op=(STAR | '/' | DOTSTAR | DOTSLASH | KRON) factor | power ;
factor  : ('-' | '+') factor | power ;
power   : atom suffix* ;
suffix  : ('\'' | '^' PRIME | '^' '{' PRIME+ '}')                       # primes
        | '^' ('-'? TOP | '{' '-'? TOP '}')                             # transposed
        | '^' '{' DOTSTAR sum '}'                                       # entrywise
        | op=('^' | '.^') '-'? atom                                     # raised
        ;
atom    : NUMBER                                                        # number
        | NAME                                                          # name
        | SIGMA '-'?                                                    # sigma
        | (FRAC '{' sum '}' '{' sum '}' | FRAC NUMBER)                  # fraction
        | SHORT                                                         # short
        | '\\sqrt' ('{' sum '}' | '(' sum ')')                          # root
        | '{' sum '}'                                                   # braces
        | '(' sum ((',' sum)* | (';' sum)*) ')'                         # group
        | (BAR sum BAR | '\\lvert' sum '\\rvert')                       # bars
        | (NORM sum closing=NORM | '\\lVert' sum closing=RNORM) ('^' NUMBER KIND)?   # norm
        | '[' row (';' row)* ';'? ']'                                   # matrix
        | BEGIN texrow ('\\\\' texrow)* '\\\\'? END                     # texmatrix
        ;
row     : sum (',' sum)* ;
texrow  : sum ('&' sum)* ;

NUMBER  : DIGIT+ ('.' DIGIT+)? | '.' DIGIT+ ;
EXPONENT: NUMBER [eE] [-+] DIGIT+ ;
STAR    : '*' | '\\cdot' | '\\times' | '\\ast' ;
DOTSTAR : '.*' | '\\odot' | '\\circ' ;
DOTSLASH: './' | '\\oslash' ;
NORM    : ('||' | '\\|' | '\\Vert') KIND? ;
RNORM   : '\\rVert' KIND? ;
KIND    : '_' ([A-Z0-9] | '{' ~[{}]* ('{' ~[{}]* '}')? '}') ;
BAR     : '|' | '\\vert' ;
SLASH   : '/' ;
KRON    : '\\otimes' ;
COMMA   : ',' ;
SHORT   : FRAC ' '* DIGIT ' '* (LETTER | '\\' LETTER+) ;
FRAC    : '\\' [dt]? 'frac' ;
TOP     : '\\top' | '\\intercal' | '\\' ('mathrm' | 'mathsf' | 'text') ('{T}' | ' '* 'T') ;
PRIME   : '\\prime' ;
BEGIN   : '\\begin{' [pb]? 'matrix}' ;
END     : '\\end{' [pb]? 'matrix}' ;
SKIPPED : ( [ \t\r\n~$]+ | '\\' [,;:!> ] | '\\quad' | '\\qquad' | '\\left' | '\\right' | '\\limits'
          | '\\' [bB] 'ig' 'g'? [lrm]? | '\\color{red}' | '\\underline' | '\\displaystyle' ) -> skip ;
SIGMA   : ('\\sum' | 'sum') ' '* ('\\limits' ' '*)? '_' LIMIT (' '* '^' LIMIT)? ;
NAME    : ( LETTER (LETTER | DIGIT)* | COMMAND | FONT | ACCENT ) INDEX? | RUN ;
fragment LIMIT   : LETTER | DIGIT+ | '{' ~[{}]* '}' ;
fragment RUN     : LETTER+ ('_' LETTER LETTER+)+ '_' LETTER+ ;
fragment COMMAND : '\\' LETTER+ ;
fragment FONT    : '\\' ('operatorname' '*'? | 'mathrm' | 'mathbf' | 'mathit' | 'boldsymbol' | 'text')
                   '{' (LETTER | DIGIT | '\\_' | COMMAND)+ '}' ;
fragment ACCENT  : '\\' ('hat' | 'widehat' | 'bar' | 'tilde')
                   ( ' '* (LETTER | COMMAND) | '{' (LETTER+ | COMMAND) '}' ) ;
fragment INDEX   : SUB | UPPER SUB? | SUB UPPER | '^' (DIGIT | '{' DIGIT+ '}') SUB ;
fragment SUB     : '_' (LETTER+ | DIGIT+ | '{' (LETTER | DIGIT | ' ')+ '}') ;
fragment UPPER   : '^{(' DIGIT+ ')}' ;
fragment LETTER  : [a-zA-Z] ;
fragment DIGIT   : [0-9] ;
