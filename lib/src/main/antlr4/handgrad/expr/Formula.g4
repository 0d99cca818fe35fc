/*
 * The accepted language, on one page: the plain notation and a subset of LaTeX, freely mixed.
 * Names, functions and the letters of a run (AXB) are told apart by the declarations, after parsing.
 * Spaces matter only inside [ ], where a blank (or a minus after a blank) starts a new entry.
 * Each example below is parsed by a test.
 *
 *   2*x^2 + 3*x*y - 1          2x^2 + 3xy - 1            numbers, powers, juxtaposition
 *   A'*X^-1*B                  A^{\top} X^{-1} B         transpose, inverse
 *   tr(A*X*B)                  \mathrm{tr} AXB           a function takes what follows, up to + - ) ,
 *   (A .* B) ./ exp(X).^2      A \odot B                 entry by entry
 *   ||y - X*w||^2 + lambda*w'*w      \lVert y - Xw \rVert_2^2 + \lambda w^\top w
 *   \frac{1}{2} x \cdot y      \sqrt{x}      |x|         fractions, roots, bars
 *   [1 -1; 0.5 0]              \begin{pmatrix} 1 & -1 \\ 0.5 & 0 \end{pmatrix}
 *   (1, -2)                    ones(m,1)     eye(n)      columns on paper, symbolic sizes
 *   w^{(1)}_{11}  W_1  x_{12}  f'(X)  \max(0; x)         indices, derivatives, ReLU
 */
grammar Formula;

formula : sum EOF ;
sum     : first=term (sign+=('+' | '-') terms+=term)* ;
term    : factor rest* ;
rest    : op=('*' | '/' | '.*' | './') factor | power ;
factor  : '-' factor | '+' factor | power ;
power   : atom suffix* ;
suffix  : '\'' | '^' exponent | '.^' exponent | '^' PRIME ;
exponent: '{' '-'? TOP '}' | TOP | '-'? atom ;

atom    : NUMBER                                            # number
        | NAME                                              # name
        | '\\frac' '{' sum '}' '{' sum '}'                  # fraction
        | '\\sqrt' '{' sum '}'                              # root
        | '{' sum '}'                                       # braces
        | '(' sum ((',' | ';') sum)* ')'                    # group
        | '|' sum '|'                                       # bars
        | NORM sum NORM ('_' ('{' kind=(NUMBER | NAME) '}' | kind=(NUMBER | NAME)))?  # norm
        | '[' row (';' row)* ';'? ']'                       # matrix
        | BEGIN texrow ('\\\\' texrow)* '\\\\'? END         # texmatrix
        ;
row     : sum (',' sum)* ;
texrow  : sum ('&' sum)* ;

NUMBER  : DIGIT+ ('.' DIGIT+)? | '.' DIGIT+ ;
TOP     : '\\top' | '\\intercal' ;
PRIME   : '\\prime' ;
NORM    : '||' | '\\|' | '\\lVert' | '\\rVert' | '\\Vert' ;
BAR     : ('\\lvert' | '\\rvert' | '\\vert') -> type(BARS) ;
BARS    : '|' ;
TIMES   : ('\\cdot' | '\\times') -> type(STAR) ;
STAR    : '*' ;
HADAMARD: ('\\odot' | '\\circ') -> type(DOTSTAR) ;
DOTSTAR : '.*' ;
BEGIN   : '\\begin{' [pb]? 'matrix}' ;
END     : '\\end{' [pb]? 'matrix}' ;
SKIPPED : ( [ \t\r\n~]+ | '\\' [,;:!> ] | '\\quad' | '\\qquad' | '\\left' | '\\right'
          | '\\' [bB] 'ig' 'g'? [lrm]? | '\\color{red}' | '\\displaystyle' ) -> skip ;
NAME    : ( LETTER (LETTER | DIGIT)* | '\\' LETTER+ | WRAPPED | HAT ) INDEX? ;
fragment WRAPPED : '\\' ('operatorname' '*'? | 'mathrm' | 'mathbf' | 'mathit' | 'text') '{' LETTER+ '}' ;
fragment HAT     : '\\' ('hat' | 'widehat') ('{' LETTER+ '}' | ' ' LETTER) ;
fragment INDEX   : SUB | UPPER SUB? | SUB UPPER | '^' DIGIT SUB ;
fragment SUB     : '_' (DIGIT+ | LETTER | '{' [ ]* (LETTER | DIGIT)+ [ ]* '}') ;
fragment UPPER   : '^{(' DIGIT+ ')}' ;
fragment LETTER  : [a-zA-Z] ;
fragment DIGIT   : [0-9] ;
