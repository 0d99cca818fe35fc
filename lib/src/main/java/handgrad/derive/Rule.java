package handgrad.derive;

import handgrad.words.Language;
import handgrad.words.Message;

/**
 * The rules of a derivation, one entry a rule: its formula and its source. Its name in words stands
 * in {@code derive_en.properties} and {@code derive_ru.properties}.
 *
 * <p>Sources: MC is the Matrix Cookbook (Petersen and Pedersen, version of 15 November 2012) by
 * equation number; MN is Magnus and Neudecker, Matrix Differential Calculus, third edition, by
 * chapter and section; HJ is Horn and Johnson, Matrix Analysis, second edition, by section. A
 * general rule (a sum, a product, a power) is cited for the entrywise one too.
 */
public enum Rule {
  // spotless:off
  // ---- the differential goes down through one operation
  CONSTANT          ("d(A) = 0",                                                                        "MC (33), MN 8.2"),
  SUM               ("d(X + Y) = dX + dY",                                                              "MC (35), MN 8.2"),
  NEGATIVE          ("d(-X) = -dX",                                                                     "MC (34), MN 8.2"),
  FACTOR            ("d(A*X) = A*dX",                                                                   "MC (34), MN 8.2"),
  PRODUCT           ("d(X*Y) = dX*Y + X*dY",                                                            "MC (37), MN 8.2"),
  QUOTIENT          ("d(X/s) = dX/s - X*ds/s^2",                                                        "MN 8.2"),
  TRANSPOSE         ("d(X') = dX'",                                                                     "MC (44), MN 8.2"),
  TRACE             ("d(tr(X)) = tr(dX)",                                                               "MC (36), MN 8.2"),
  TOTAL             ("d(sum(X)) = sum(dX)",                                                             "MN 8.2"),
  INDEXED_SUM       ("d(sum_i x_i) = sum_i dx_i",                                                       "MC (35), MN 8.2"),
  INVERSE           ("d(inv(X)) = -inv(X)*dX*inv(X)",                                                   "MC (40), MN 8.4"),
  DET               ("d(det(X)) = tr(adj(X)*dX)",                                                       "MC (41), MN 8.3"),
  LOG_DET           ("d(ln det(X)) = tr(inv(X)*dX)",                                                    "MC (43), MN 8.3"),
  ADJUGATE          ("d(adj(X)) = tr(inv(X)*dX)*adj(X) - inv(X)*dX*adj(X)",                             "MN 8.6"),
  ADJUGATE_TWICE    ("adj(adj(X)^k) = (det(X)^(n-2)*X)^k, X n×n",                                       "HJ 0.8.2"),
  ADJUGATE_INVERSE  ("inv(adj(X)) = X/det(X)",                                                          "HJ 0.8.2"),
  CAYLEY_HAMILTON   ("adj(X) = tr(X)*I - X, X 2×2; X^2 - tr(X)*X + (tr(X)^2 - tr(X^2))/2*I, X 3×3",     "HJ 2.4.3"),
  COFACTOR          ("cof(X) = adj(X)'",                                                                "MN 1.9"),
  HADAMARD          ("d(X.*Y) = dX.*Y + X.*dY",                                                         "MC (38), MN 8.2"),
  ELEMENT_QUOTIENT  ("d(X./Y) = dX./Y - X.*dY./Y.^2",                                                   "MN 8.2"),
  ELEMENT_POWER     ("d(X.^k) = k*X.^(k-1).*dX",                                                        "MN 8.2"),
  POWER             ("d(s^k) = k*s^(k-1)*ds",                                                           "MN 8.2"),
  MATRIX_POWER      ("d(X^k) = dX*X^(k-1) + X*d(X^(k-1))",                                              "MC (37), MN 8.2"),
  NEGATIVE_POWER    ("X^(-k) = inv(X)^k",                                                               "MC (2)"),
  EXPONENTIAL       ("d(a^s) = ln(a)*a^s*ds",                                                           "MN 8.2"),
  ELEMENTWISE       ("d(f(X)) = f'(X).*dX",                                                             "MN 5.12"),
  NORM              ("d(norm2(X)) = tr(X'*dX)/norm2(X)",                                                "MC (129)"),
  NORM_SQUARE       ("norm2(X)^2 = tr(X'*X)",                                                           "MC (132)"),
  NORM_ONE          ("d(norm1(X)) = sum(sign(X).*dX)",                                                  "MC (129)"),
  KRONECKER         ("d(kron(X,Y)) = kron(dX,Y) + kron(X,dY)",                                          "MC (39), MN 8.2"),
  VEC               ("d(vec(X)) = vec(dX)",                                                             "MN 8.2"),
  DIAGONAL          ("d(diag(X)) = diag(dX)",                                                           "MN 8.2"),
  ENTRIES           ("d([x y]) = [dx dy]",                                                              "MN 9.7"),

  // ---- the differential is brought out
  TRANSPOSE_PRODUCT ("(X*Y)' = Y'*X'",                                                                  "MC (5)"),
  BRACKETS          ("A*(X + Y)*B = A*X*B + A*Y*B",                                                     "MC (15)"),
  NUMBER_TRACE      ("a'*X*b = tr(b*a'*X)",                                                             "MC (16)"),
  NUMBER_TRANSPOSE  ("s = s'",                                                                          "MC (13)"),
  CYCLIC            ("tr(X*Y) = tr(Y*X)",                                                               "MC (14)"),
  TRACE_TRANSPOSE   ("tr(X) = tr(X')",                                                                  "MC (13)"),
  TRACE_HADAMARD    ("tr(A*(X.*B)) = tr((A.*B')*X)",                                                    "MN 3.6"),
  TRACE_DIAGONAL    ("tr(A*diag(x)) = diag(A)'*x",                                                      "MN 3.6"),
  TRACE_VEC         ("vec(A)'*vec(X) = tr(A'*X)",                                                       "MC (521), MN 2.4"),
  TRACE_KRONECKER   ("tr(A*kron(X,Y)) = vec(A')'*vec(kron(X,Y))",                                       "MC (521), MN 2.4"),
  SUM_TRACE         ("sum(X) = tr(ones(n,m)*X), X m×n",                                                 "MC (521)"),
  VEC_PRODUCT       ("vec(A*X*B) = kron(B',A)*vec(X)",                                                  "MC (520), MN 2.4"),
  VEC_TRANSPOSE     ("vec(X') = comm(m,n)*vec(X), X m×n",                                               "MN 3.7"),
  VEC_HADAMARD      ("vec(A.*X) = diag(vec(A))*vec(X)",                                                 "MN 3.6"),
  VEC_DIAGONAL      ("vec(diag(x)) = diag(vec(I))*kron(ones(n,1),I)*x",                                 "MN 3.6"),
  VEC_KRONECKER     ("vec(kron(X,Y)) = kron(kron(I,comm(q,m)),I)*kron(vec(X),vec(Y))",                  "MN 3.7"),
  UNVEC             ("a'*vec(X) = tr(A'*X), a = vec(A)",                                                "MC (521), MN 2.4"),
  SUM_FACTOR        ("sum_i A_i*dX = (sum_i A_i)*dX",                                                   "MN 8.2"),
  COLLECT           ("A*dX + B*dX = (A + B)*dX",                                                        "MN 8.2"),
  GRADIENT          ("df = tr(G'*dX), G the gradient",                                                  "MN 9.5"),
  JACOBIAN          ("vec(dF) = J*vec(dX), J the Jacobian",                                             "MN 9.5"),
  SECOND            ("d(tr(G'*dX)) = tr(dG'*dX), dX held fixed",                                        "MN 6.6"),
  HESSIAN           ("d2f = vec(dX)'*H*vec(dX), H the Hessian",                                         "MN 10.2");
  // spotless:on

  private final String formula;
  private final String source;

  Rule(String formula, String source) {
    this.formula = formula;
    this.source = source;
  }

  public String formula() {
    return formula;
  }

  public String source() {
    return source;
  }

  /** The rule in one word, the same in both languages: {@code trace-transpose}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public String key() {
    return "derive." + word();
  }

  public String name(Language language) {
    return Message.of(key()).in(language);
  }
}
